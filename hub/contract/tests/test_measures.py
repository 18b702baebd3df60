"""Shares of records: counted now and as at an earlier day, with exactly the records behind the figure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F, Q
from django.db.models.functions import Upper

from hub.contract import services
from hub.contract.models import Contract
from hub.contract.tests import stories
from hub.platform import clock
from hub.platform.identity.models import Person
from hub.platform.indicators import Reading, Unit, conditions, get_indicator
from hub.platform.indicators.shares import share_of, shares_of
from hub.platform.words import date_long

OCTOBER = datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC)


@pytest.fixture
def live(cast, shipped, at_nine):
    """Give three contracts entered in September, one of them without a department."""
    began = datetime(2026, 9, 7, 9, tzinfo=UTC)
    common = {"authority": cast.eca, "by": cast.actor("morag"), "owner": cast.ruth, "manager": cast.aisha}
    with clock.frozen(began):
        rows = [stories.contract_live(**common, at=began) for _ in range(2)]
        return [*rows, stories.contract_live(**common, at=began, department="")]


def read(cast, at, key="MC-1.complete"):
    return get_indicator(key).measure([cast.eca.pk], at)


@pytest.mark.django_db
class TestAsAtADay:
    def test_a_mended_record_still_failed_before_it_was_mended(self, cast, live, at_nine) -> None:
        services.correct(live[2], changes={"department": "Place"}, reason="x", by=cast.actor("morag"), at=at_nine)
        now, then = read(cast, at_nine), read(cast, OCTOBER)
        assert (now.numerator, now.denominator) == (3, 3)
        assert (then.numerator, then.denominator) == (2, 3)

    def test_a_record_entered_since_did_not_count_then(self, cast, live, at_nine) -> None:
        stories.contract_live(authority=cast.eca, by=cast.actor("morag"), at=at_nine)
        assert read(cast, at_nine).denominator == 4
        assert read(cast, OCTOBER).denominator == 3

    def test_a_state_that_changed_since_is_taken_back(self, cast, live, at_nine) -> None:
        services.suspend(live[0], reason="x", by=cast.actor("morag"), at=at_nine)
        services.withdraw(live[1], ground="duplicate", reason="x", by=cast.actor("morag"), at=at_nine)
        assert read(cast, at_nine).denominator == 2
        assert read(cast, OCTOBER).denominator == 3

    def test_before_the_first_record_it_says_so(self, cast, live) -> None:
        reading = read(cast, datetime(2026, 9, 1, tzinfo=UTC))
        assert reading.figure is None
        assert reading.reason == "The Hub knows nothing of contracts before 7 September 2026."

    def test_without_any_record_it_says_so(self, cast, at_nine) -> None:
        assert read(cast, OCTOBER).reason == "The Hub holds no contracts yet."


@pytest.mark.django_db
class TestTheRecordsBehind:
    def test_are_exactly_those_that_the_figure_lacks(self, cast, live, at_nine, client_as) -> None:
        reading = read(cast, at_nine)
        page = client_as("morag").get(reading.failing).content.decode()
        assert "1 contract" in page and live[2].reference in page and live[0].reference not in page

    def test_are_those_of_the_day_that_the_figure_is_of(self, cast, live, at_nine, client_as) -> None:
        services.correct(live[2], changes={"department": "Place"}, reason="x", by=cast.actor("morag"), at=at_nine)
        page = client_as("morag").get(read(cast, OCTOBER).failing).content.decode()
        assert live[2].reference in page and live[0].reference not in page
        assert "as at 31 October 2026" in page

    def test_are_named_one_by_one(self, cast, live, at_nine) -> None:
        failures = get_indicator("MC-1.complete").fails([cast.eca.pk], at_nine, 20)
        assert (failures.total, [each.href for each in failures.rows]) == (
            1,
            [f"{live[2].get_absolute_url()}correct/"],
        )

    def test_lead_to_the_page_that_records_what_is_missing(self, cast, live, at_nine, client_as) -> None:
        Contract.objects.filter(pk=live[2].pk).update(department="Place", owner=None)
        (failing,) = get_indicator("MC-1.complete").fails([cast.eca.pk], at_nine, 20).rows
        assert failing.href == f"{live[2].get_absolute_url()}transfer/"
        assert f'href="{failing.href}"' in client_as("morag").get(live[2].get_absolute_url()).content.decode()
        assert "Record it" not in client_as("helen").get(live[2].get_absolute_url()).content.decode()

    def test_say_which_facts_are_missing_today_and_nothing_of_an_earlier_day(self, cast, live, at_nine) -> None:
        Contract.objects.filter(pk=live[2].pk).update(owner=None)
        of = get_indicator("MC-1.complete").fails
        assert [each.why for each in of([cast.eca.pk], at_nine, 20).rows] == [
            "Not recorded: department and contract owner"
        ]
        assert [each.why for each in of([cast.eca.pk], OCTOBER, 20).rows] == [""]

    def test_say_why_nobody_counts_as_looking_after_them(self, cast, live, at_nine) -> None:
        old = at_nine.date() - timedelta(days=400)
        for contract, wrong in zip(live, ({"manager": None}, {"confirmed_on": old}, {}), strict=True):
            fresh = {"confirmed_on": at_nine.date(), "value_ex_vat": 90_000}
            Contract.objects.filter(pk=contract.pk).update(**{**fresh, **wrong})
        Person.objects.filter(pk=cast.aisha.pk).update(is_active=False)
        with clock.frozen(at_nine):
            told = get_indicator("MC-1.named").fails([cast.eca.pk], at_nine, 20)
        assert [each.why for each in told.rows] == [
            "It has no manager", f"Last confirmed on {date_long(old)}", "Its manager no longer works here",
        ]  # fmt: skip

    @pytest.mark.parametrize("typed", ["XX-1.none", "MC-1.complete~31-10-2026"])
    def test_a_filter_that_nobody_understands_is_named_and_left_out(self, live, client_as, typed) -> None:
        page = client_as("morag").get(f"/contracts/?fails={typed}").content.decode()
        assert "We left it out." in page and "3 contracts" in page

    def test_of_another_authority_are_not_shown(self, cast, live, at_nine, client_as) -> None:
        other = stories.contract_live(authority=cast.wdc, by=cast.actor("harriet"), at=at_nine, department="")
        partners = [services.PartnerTerms(cast.eca)]
        services.set_partners(other, partners=partners, reason="x", by=cast.actor("harriet"), at=at_nine)
        page = client_as("morag").get("/contracts/?fails=MC-1.complete").content.decode()
        assert other.reference not in page


class TestReading:
    def test_of_nothing_is_no_share(self) -> None:
        assert Reading(0, 0, "/").figure is None

    @pytest.mark.parametrize(("denominator", "small"), [(1, True), (2, True), (3, False)])
    def test_of_one_or_two_records_is_small(self, denominator: int, small: bool) -> None:
        assert Reading(1, denominator, "/").is_small is small

    def test_of_days_is_never_small(self) -> None:
        assert not Reading(1, 1, "/", unit=Unit.DAYS, value=400).is_small

    def test_is_never_rounded_up_to_all(self) -> None:
        assert Reading(9_999, 10_000, "/").says == "99.9% (9,999 of 10,000)"


class TestConditions:
    def test_hold_in_memory_as_in_the_database(self) -> None:
        contract = Contract(status="live", value_ex_vat=None, ends_on=None)
        assert conditions.holds(Q(status__in=["live"]) & ~Q(value_ex_vat__gt=5), contract)
        assert not conditions.holds(Q(value_ex_vat__gt=5) | Q(ends_on__isnull=False), contract)
        assert not conditions.holds(Q(ends_on__lte=F("starts_on")), contract)

    def test_an_expression_that_is_not_understood_is_refused(self) -> None:
        with pytest.raises(TypeError, match="expression"):
            conditions.holds(Q(status=Upper("tier")), Contract(status="live"))

    def test_a_measure_is_declared_once(self) -> None:
        declared = shares_of(Contract)["MC-1.complete"]
        with pytest.raises(ValueError, match="declared twice"):
            share_of(
                "MC-1.complete",
                label="",
                formula="",
                of=Contract,
                counted=lambda at: Q(),
                holds=lambda at: Q(),
                register="",
            )
        assert shares_of(Contract)["MC-1.complete"] is declared

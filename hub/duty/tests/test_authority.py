"""What the law asks of an authority itself: by period and day, and questions where it has stated nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.duty import authority, services
from hub.duty.models import Duty
from hub.duty.terms import State
from hub.duty.tests import stories
from hub.law.payment_notices import PaymentNotice
from hub.law.tables import shipped
from hub.platform.reference import services as reference
from hub.platform.tenancy.models import Authority
from hub.platform.testing.fixtures import CAST_MADE

PAYS, SPENDS = {"pays_under_the_act": {"yes": True}}, {"expected_spend_inc_vat": {"amount": "100000000.01"}}


def asked(stated, on):
    return {(one.code, one.key): one for one in authority.asked(stated, shipped(), on)}


class TestPeriods:
    @pytest.mark.parametrize(
        ("on", "ends"),
        [
            (date(2025, 12, 31), []),
            (date(2026, 3, 31), [date(2026, 3, 31)]),
            (date(2026, 4, 1), [date(2026, 3, 31), date(2026, 9, 30)]),
            (date(2026, 11, 23), [date(2026, 9, 30), date(2027, 3, 31)]),
        ],
    )
    def test_are_the_one_that_runs_and_the_one_before_since_the_duty_began(self, on, ends) -> None:
        assert authority.periods(PaymentNotice.COMPLIANCE, shipped(), on) == ends

    def test_of_large_payments_are_quarters(self) -> None:
        found = authority.periods(PaymentNotice.OVER_30K, shipped(), date(2027, 1, 1))
        assert found == [date(2026, 12, 31), date(2027, 3, 31)]

    def test_go_back_to_one_that_is_still_to_be_met(self) -> None:
        found = authority.periods(PaymentNotice.OVER_30K, shipped(), date(2027, 7, 5), date(2026, 9, 30))
        ends = [date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30), date(2027, 9, 30)]
        assert found == ends


class TestAsking:
    def test_an_authority_that_has_stated_nothing_is_asked_three_things(self) -> None:
        found = asked({}, date(2026, 11, 23))
        assert set(found) == {("UK17", ""), ("UK8", ""), ("UK1", "")}
        assert all(one.questions and one.by is None for one in found.values())
        assert found["UK1", ""].questions[0].page == "/settings/reference/law_scope/"

    def test_payments_under_the_act_ask_for_both_notices_of_each_period(self) -> None:
        found = asked(PAYS, date(2026, 11, 23))
        days = {key: one.by for key, one in found.items() if key[1]}
        assert days == {
            ("UK17", "2026-09-30"): date(2026, 10, 29),
            ("UK17", "2027-03-31"): date(2027, 4, 29),
            ("UK8", "2026-09-30"): date(2026, 10, 29),
            ("UK8", "2026-12-31"): date(2027, 1, 29),
        }
        assert found["UK17", "2026-09-30"].trigger_on == date(2026, 9, 30)

    def test_without_such_payments_nothing_is_asked(self) -> None:
        assert set(asked({"pays_under_the_act": {"yes": False}, **SPENDS}, date(2026, 11, 23))) == {
            ("UK1", "2026-04-01")
        }

    def test_the_pipeline_notice_of_the_next_year_is_asked_three_months_before_it(self) -> None:
        before = date(2027, 4, 1) - authority.AHEAD
        assert ("UK1", "2027-04-01") not in asked(SPENDS, before - timedelta(days=1))
        found = asked(SPENDS, before)
        assert found["UK1", "2027-04-01"].by == date(2027, 5, 26)
        assert set(asked(SPENDS, date(2027, 4, 1))) == {("UK1", "2027-04-01"), ("UK17", ""), ("UK8", "")}

    def test_an_authority_that_spends_less_owes_no_pipeline_notice(self) -> None:
        less = {"expected_spend_inc_vat": {"amount": str(Decimal(100_000_000))}}
        assert ("UK1", "2026-04-01") not in asked(less, date(2026, 11, 23))

    def test_an_amount_that_is_none_is_asked_for_again(self) -> None:
        assert asked({"expected_spend_inc_vat": {"amount": "much"}}, date(2026, 11, 23))["UK1", ""].questions


@pytest.mark.django_db
class TestInTheRegister:
    def test_answers_turn_questions_into_days(self, cast, at_nine) -> None:
        reference.load_all(at=CAST_MADE)
        first = stories.unstated(authority=cast.eca, at=at_nine)
        assert [one.status for one in first] == [State.NEEDS_FACTS] * 3
        found = stories.stated(authority=cast.eca, by=cast.actor("sam"), at=at_nine)
        assert {one.status for one in found.values()} == {State.OPEN}
        assert set(found) == {
            "UK17 2026-09-30",
            "UK17 2027-03-31",
            "UK8 2026-09-30",
            "UK8 2026-12-31",
            "UK1 2026-04-01",
        }
        for one in first:
            one.refresh_from_db()
            assert (one.status, one.why) == (
                State.WITHDRAWN,
                "What the authority has stated of its spend and payments asks for no such notice.",
            )

    def test_what_nobody_published_stands_however_late_it_is(self, cast, at_nine) -> None:
        reference.load_all(at=CAST_MADE)
        before = stories.stated(authority=cast.eca, by=cast.actor("sam"), at=at_nine)
        later = at_nine + timedelta(days=200)
        services.rebuild_all(at=later)
        for one in before.values():
            one.refresh_from_db()
        assert {one.status for one in before.values()} == {State.OPEN}
        # Those of the periods in between have come too.
        ends = Duty.objects.about(Authority.kind(), [cast.eca.pk]).asked().filter(code="UK8").order_by("key")
        assert [one.key for one in ends] == ["2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"]

    def test_what_a_parent_states_is_not_stated_by_its_partners(self, cast, at_nine) -> None:
        reference.load_all(at=CAST_MADE)
        stories.stated(authority=cast.eca, by=cast.actor("sam"), at=at_nine)
        found = stories.unstated(authority=cast.wdc, at=at_nine)
        assert {one.status for one in found} == {State.NEEDS_FACTS}

"""What the law asks of a contract, by its facts: each notice with its day, and questions where a fact is missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hub.contract.rules.duties import Change, Lawful, asked
from hub.contract.terms import ContractKind, Nature, Regime, Route, State, TerminationGround
from hub.duty.rules import Settled
from hub.law.modification_grounds import ModificationGround
from hub.law.tables import shipped

ON = date(2026, 11, 23)
# Worth enough for a copy and for indicators; services that are not light touch.
LARGE = Lawful(
    main_cpv="77310000-6",
    value_inc_vat=Decimal(6_000_000),
    awarded_on=date(2026, 2, 20),
    signed_on=date(2026, 3, 3),
    starts_on=date(2026, 4, 1),
    ends_on=date(2029, 3, 31),
)
SMALL = replace(LARGE, value_inc_vat=Decimal(600_000))


def of(given, on=ON):
    return {f"{one.code} {one.key}".strip(): one for one in asked(given, shipped(), on)}


def days(given):
    return {name: one.by for name, one in of(given).items()}


def questions(given):
    return [(name, each.field, each.page) for name, one in of(given).items() for each in one.questions]


class TestPublicContracts:
    def test_a_large_one_owes_award_details_copy_indicators_and_a_yearly_assessment(self) -> None:
        assert days(LARGE) == {
            "UK6": date(2026, 3, 3),
            "kpis": date(2026, 3, 3),
            "UK7": date(2026, 4, 1),
            "copy": date(2026, 5, 31),
            "UK9 1": date(2027, 3, 2),
        }

    def test_a_smaller_one_owes_award_and_details(self) -> None:
        assert days(SMALL) == {"UK6": date(2026, 3, 3), "UK7": date(2026, 4, 1)}

    def test_light_touch_services_have_longer_and_need_no_indicators(self) -> None:
        found = days(replace(LARGE, main_cpv="80500000"))
        assert found == {"UK6": date(2026, 3, 3), "UK7": date(2026, 6, 30), "copy": date(2026, 8, 29)}

    @pytest.mark.parametrize("nature", [Nature.GOODS, Nature.WORKS])
    def test_goods_and_works_are_never_light_touch(self, nature) -> None:
        assert days(replace(SMALL, nature=nature, main_cpv=""))["UK7"] == date(2026, 4, 1)

    def test_a_direct_award_waits_for_the_transparency_notice(self) -> None:
        found = of(replace(SMALL, route=Route.DIRECT))
        assert found["UK5"].by == date(2026, 2, 20)
        assert found["UK5"].before == "the contract is awarded"

    def test_a_framework_needs_no_indicators(self) -> None:
        found = days(replace(LARGE, agreement_kind=ContractKind.FRAMEWORK))
        assert set(found) == {"UK6", "UK7", "copy"}

    def test_an_unsigned_one_owes_what_signing_waits_for(self) -> None:
        found = of(replace(LARGE, status=State.DRAFT, signed_on=None))
        assert {name: (one.by, one.before) for name, one in found.items()} == {
            "UK6": (None, "the contract is signed"),
            "kpis": (None, "the contract is signed"),
        }

    def test_details_cannot_be_published_before_signing(self) -> None:
        assert (of(SMALL)["UK7"].trigger_on, of(SMALL)["UK7"].trigger) == (date(2026, 3, 3), "the contract was signed")

    def test_every_duty_names_its_section(self) -> None:
        ended = replace(LARGE, status=State.EXPIRED, ends_on=date(2026, 10, 31))
        assert all(one.citation for one in [*of(LARGE).values(), *of(ended).values()])


class TestAssessments:
    def test_each_one_published_starts_the_next_year(self) -> None:
        given = replace(LARGE, settled=Settled(assessed=1, last_assessed_on=date(2027, 2, 10)))
        assert days(given)["UK9 2"] == date(2028, 2, 10)

    def test_without_indicators_none_is_due(self) -> None:
        given = replace(LARGE, settled=Settled(not_needed=frozenset({"kpis"})))
        assert "UK9 1" not in days(given)

    def test_the_end_asks_for_a_last_one(self) -> None:
        ended = replace(LARGE, status=State.EXPIRED, ends_on=date(2026, 10, 31))
        assert days(ended)["UK9 1"] == date(2026, 10, 31)


class TestEnding:
    def test_a_term_that_ran_out_is_published_within_30_days(self) -> None:
        ended = replace(SMALL, status=State.EXPIRED, ends_on=date(2026, 10, 31))
        assert days(ended)["UK11"] == date(2026, 11, 29)

    @pytest.mark.parametrize("ground", [TerminationGround.COMPLETED, TerminationGround.BREACH])
    def test_an_early_end_too(self, ground) -> None:
        ended = replace(SMALL, status=State.ENDED, ended_on=date(2026, 11, 2), ground=ground)
        assert days(ended)["UK11"] == date(2026, 12, 1)

    def test_one_that_runs_owes_none_yet(self) -> None:
        assert "UK11" not in days(SMALL)


class TestChanges:
    def test_a_long_extension_is_published_before_it_is_made(self) -> None:
        change = Change(7, date(2028, 12, 1), date(2029, 3, 31), 365)
        found = of(replace(SMALL, changes=(change,)))["UK10 7"]
        assert (found.by, found.before) == (date(2028, 12, 1), "the change is made")

    def test_one_of_a_tenth_of_the_term_or_less_is_not(self) -> None:
        change = Change(7, date(2028, 12, 1), date(2029, 3, 31), 100)
        assert "UK10 7" not in of(replace(SMALL, changes=(change,)))

    def test_light_touch_contracts_publish_none(self) -> None:
        change = Change(7, date(2028, 12, 1), date(2029, 3, 31), 365)
        assert "UK10 7" not in of(replace(SMALL, main_cpv="80500000", changes=(change,)))

    def test_what_it_is_for_and_when_it_starts_must_be_known(self) -> None:
        change = Change(7, date(2028, 12, 1), date(2029, 3, 31), 365)
        found = questions(replace(SMALL, nature="", starts_on=None, changes=(change,)))
        assert [(name, field) for name, field, _ in found] == [
            # At this value services reach the threshold and works do not.
            ("law", "Goods, services or works"),
            ("UK10 7", "Goods, services or works"),
            ("UK10 7", "Start date"),
        ]

    def test_the_term_is_the_longest_as_awarded(self) -> None:
        change = Change(7, date(2028, 12, 1), date(2029, 3, 31), 110)
        assert "UK10 7" in of(replace(SMALL, changes=(change,)))
        assert "UK10 7" not in of(replace(SMALL, changes=(change,), awarded_until=date(2030, 3, 31)))

    def test_small_ones_that_come_to_more_together_are_warned_of(self) -> None:
        first = Change(7, date(2028, 12, 1), date(2029, 3, 31), 100)
        second = Change(8, date(2029, 5, 1), date(2029, 7, 9), 100)
        found = of(replace(SMALL, changes=(first, second)))
        assert "UK10 7" not in found
        assert found["UK10 8"].label == "Decide whether to publish the contract change notice (UK10)"
        assert "With the earlier changes this one passes the limits." in found["UK10 8"].note
        assert "(PA 2023 s.75(4), (5))" in found["UK10 8"].note
        assert "UK10 8" not in of(replace(SMALL, changes=(second,), starts_on=date(2026, 4, 1)))

    def test_a_warning_stands_beside_a_notice_too(self) -> None:
        more = {"ground": ModificationGround.P3, "value_delta_inc_vat": Decimal(250_000)}
        first = Change(7, date(2028, 1, 10), date(2029, 3, 31), 0, **more)
        second = Change(8, date(2028, 6, 1), date(2029, 3, 31), 0, **more)
        note = of(replace(SMALL, changes=(first, second)))["UK10 8"].note
        assert note.startswith("For the change decided on 1 June 2028. With the earlier changes on this ground it")

    def test_the_value_is_that_after_the_earlier_changes(self) -> None:
        # A tenth of £600,000 is £60,000; after a change by £100,000 it is £70,000.
        more = {"ground": ModificationGround.P5}
        first = Change(7, date(2028, 1, 10), date(2029, 3, 31), 0, value_delta_inc_vat=Decimal(100_000), **more)
        second = Change(8, date(2028, 6, 1), date(2029, 3, 31), 0, value_delta_inc_vat=Decimal(65_000), **more)
        alone = of(replace(SMALL, changes=(second,)))["UK10 8"]
        assert alone.label.startswith("Publish")
        assert of(replace(SMALL, changes=(first, second)))["UK10 8"].label.startswith("Decide")


class TestBelowTheThreshold:
    GIVEN = replace(SMALL, regime=Regime.BELOW_THRESHOLD, value_inc_vat=Decimal(90_000), route=Route.QUOTES)

    def test_the_details_follow_signing_as_soon_as_practicable(self) -> None:
        found = of(self.GIVEN)
        assert {name: one.by for name, one in found.items()} == {"UK7": date(2026, 3, 3)}
        assert "no number of days" in found["UK7"].note

    @pytest.mark.parametrize(("value", "owes"), [("29999.99", set()), ("30000", {"UK7"})])
    def test_from_the_notifiable_amount_on(self, value, owes) -> None:
        assert set(of(replace(self.GIVEN, value_inc_vat=Decimal(value)))) == owes

    @pytest.mark.parametrize("route", [Route.BELOW_THRESHOLD, Route.OPEN, Route.FLEXIBLE, Route.RESTRICTED])
    def test_an_open_advertisement_needs_the_tender_notice_first(self, route) -> None:
        found = of(replace(self.GIVEN, route=route))["UK4"]
        assert (found.citation, found.by) == ("PA 2023 s.87(1)", date(2026, 2, 20))
        assert found.before == "suppliers are invited by an open advertisement"

    @pytest.mark.parametrize("route", [Route.QUOTES, Route.DIRECT, Route.CALL_OFF])
    def test_chosen_suppliers_are_invited_without_one(self, route) -> None:
        assert "UK4" not in of(replace(self.GIVEN, route=route))

    def test_without_a_route_it_is_asked_whether_there_was_one(self) -> None:
        found = of(replace(self.GIVEN, route=""))
        assert [one.field for one in found["UK4"].questions] == ["Procurement route"]
        assert found["UK7"].by == date(2026, 3, 3)

    def test_an_unsigned_one_owes_nothing_yet(self) -> None:
        assert of(replace(self.GIVEN, status=State.DRAFT, signed_on=None)) == {}

    def test_a_value_over_the_threshold_contradicts_the_record(self) -> None:
        (found,) = of(replace(self.GIVEN, value_inc_vat=Decimal(600_000)))["UK7"].questions
        assert found.text.startswith("The record says that the contract was let below the threshold, but its value")
        assert (found.field, found.page) == ("Law it was let under", "/contracts/CON-0/correct/let/")

    def test_light_touch_has_a_threshold_of_its_own(self) -> None:
        assert not questions(replace(self.GIVEN, value_inc_vat=Decimal(600_000), main_cpv="80500000"))


class TestQuestions:
    def test_the_value_with_vat_is_asked_for_where_only_the_other_is_known(self) -> None:
        (found,) = of(replace(SMALL, value_inc_vat=None, value_ex_vat=Decimal(500_000)))["UK7"].questions
        assert found.text == ("What is the contract worth including VAT? Only £500,000 without VAT is recorded.")
        assert found.page == "/contracts/CON-0/correct/value/"

    def test_all_that_is_missing_is_asked_at_once(self) -> None:
        found = questions(replace(SMALL, value_inc_vat=None, signed_on=None, main_cpv=""))
        assert [(name, field) for name, field, _ in found] == [
            ("UK7", "Value over its life, inc VAT"),
            ("UK7", "Main CPV code"),
            ("UK7", "Date of signing"),
        ]

    def test_a_signature_before_the_act_is_named_with_its_day(self) -> None:
        (found,) = of(replace(SMALL, signed_on=date(2024, 5, 1)))["UK7"].questions
        assert found.text == (
            "Date of signing: 1 May 2024 is before 24 February 2025, when the Procurement Act 2023 began. "
            "Check the law that the contract was let under."
        )

    def test_a_signature_before_the_award_is_named(self) -> None:
        (found,) = of(replace(SMALL, awarded_on=date(2026, 3, 4)))["UK6"].questions
        assert found.field == "Date of signing"
        assert "_" not in found.text and "`" not in found.text

    def test_a_code_that_is_none_is_named(self) -> None:
        (found,) = of(replace(SMALL, main_cpv="trees"))["UK7"].questions
        assert found.field == "Main CPV code"

    def test_the_route_is_asked_for_and_one_that_the_act_does_not_know_is_named(self) -> None:
        (missing,) = of(replace(SMALL, route=""))["UK6"].questions
        (wrong,) = of(replace(SMALL, route=Route.RESTRICTED))["UK6"].questions
        assert missing.text == "How was the contract let?"
        assert wrong.text.startswith("The record says “Restricted procedure” and “Procurement Act 2023”.")
        assert set(of(replace(SMALL, route=""))) == {"UK6", "UK7"}

    def test_an_award_by_a_dynamic_market_owes_its_notices_before_signing(self) -> None:
        assert set(of(replace(SMALL, route=Route.DYNAMIC_MARKET))) == {"UK6", "UK7"}
        assert not questions(replace(SMALL, route=Route.DYNAMIC_MARKET))


class TestWhichLaw:
    UNSAID = replace(SMALL, regime="")

    def test_is_asked_where_the_answer_can_matter(self) -> None:
        (found,) = of(self.UNSAID)["law"].questions
        assert found.page == "/contracts/CON-0/correct/let/"

    @pytest.mark.parametrize(
        "facts",
        [
            {"signed_on": date(2025, 2, 23)},
            {"signed_on": None, "awarded_on": None},
            {"value_inc_vat": Decimal("29999.99")},
            # VAT would have to double the price.
            {"value_inc_vat": None, "value_ex_vat": Decimal("14999.99")},
        ],
    )
    def test_is_not_asked_of_old_or_small_contracts(self, facts) -> None:
        assert of(replace(self.UNSAID, **facts)) == {}

    def test_is_asked_where_the_value_is_enough_without_vat(self) -> None:
        found = of(replace(self.UNSAID, value_inc_vat=None, value_ex_vat=Decimal(30_000)))["law"].questions
        assert [one.field for one in found] == ["Law it was let under"]

    def test_the_value_with_vat_is_asked_for_where_it_decides(self) -> None:
        (found,) = of(replace(self.UNSAID, value_inc_vat=None, value_ex_vat=Decimal(25_000)))["law"].questions
        assert found.text == (
            "What is the contract worth including VAT? £25,000.00 without VAT is recorded, and notices begin at "
            "£30,000 including VAT."
        )
        (nothing,) = of(replace(self.UNSAID, value_inc_vat=None))["law"].questions
        assert nothing.field == "Value over its life, inc VAT"

    @pytest.mark.parametrize(
        "facts",
        [
            {"agreement_kind": ContractKind.GRANT},
            {"status": State.WITHDRAWN},
            {"regime": Regime.CONCESSIONS_2016},
            {"regime": Regime.EXEMPT},
        ],
    )
    def test_grants_withdrawn_entries_and_other_laws_owe_nothing(self, facts) -> None:
        assert of(replace(LARGE, **facts)) == {}

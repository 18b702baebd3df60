"""What the law asks after a change and a bad end, whether a contract is covered, and what the old regulations ask."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hub.contract.rules.duties import Change
from hub.contract.terms import Regime, Route, State, TerminationGround
from hub.contract.tests.test_law_asks import LARGE, SMALL, of, questions
from hub.duty.rules import Settled
from hub.law.modification_grounds import ModificationGround


class TestCopiesOfChanges:
    LONG = Change(7, date(2028, 12, 1), date(2029, 3, 31), 365)

    def test_a_large_contract_that_was_changed_by_notice_is_published_within_90_days(self) -> None:
        found = of(replace(LARGE, changes=(self.LONG,)))["change_copy 7"]
        assert (found.by, found.citation) == (date(2029, 2, 28), "PA 2023 s.77(1)")
        assert (found.trigger_on, found.trigger) == (date(2028, 12, 1), "the change was made")

    def test_one_of_five_million_or_less_is_not_unless_the_change_makes_it_so(self) -> None:
        given = replace(LARGE, value_inc_vat=Decimal(5_000_000), changes=(self.LONG,))
        assert "change_copy 7" not in of(given)
        grown = replace(self.LONG, ground=ModificationGround.P5, value_delta_inc_vat=Decimal(1_000_000))
        assert of(replace(given, changes=(grown,)))["change_copy 7"].by == date(2029, 2, 28)

    def test_a_change_without_notice_is_not_published(self) -> None:
        assert "change_copy 7" not in of(replace(LARGE, changes=(replace(self.LONG, days=100),)))


class TestChangesThatReachTheThreshold:
    BELOW = replace(SMALL, regime=Regime.BELOW_THRESHOLD, value_inc_vat=Decimal(180_000))
    UP = Change(7, date(2026, 10, 1), date(2029, 3, 31), 0, ModificationGround.P5, Decimal(80_000))

    def test_make_a_public_contract_whose_change_is_published_first(self) -> None:
        found = of(replace(self.BELOW, changes=(self.UP,)))
        assert set(found) == {"UK4", "UK7", "UK10 7"}
        assert (found["UK10 7"].by, found["UK10 7"].citation) == (date(2026, 10, 1), "PA 2023 s.75(1)")

    def test_count_with_those_before_and_bring_the_ones_after(self) -> None:
        first = replace(self.UP, value_delta_inc_vat=Decimal(20_000))
        second, third = replace(first, pk=8), replace(self.UP, pk=9)
        assert {"UK10 7", "UK10 8", "UK10 9"} & set(of(replace(self.BELOW, changes=(first, second, third)))) == {
            "UK10 8", "UK10 9"
        }  # fmt: skip

    def test_are_published_with_a_copy_above_five_million(self) -> None:
        up = replace(self.UP, value_delta_inc_vat=Decimal(4_900_000))
        assert "change_copy 7" in of(replace(self.BELOW, changes=(up,)))

    def test_are_free_below_it_and_for_light_touch(self) -> None:
        assert "UK10 7" not in of(replace(self.BELOW, changes=(replace(self.UP, value_delta_inc_vat=Decimal(27_000)),)))
        assert "UK10 7" not in of(replace(self.BELOW, changes=(self.UP,), main_cpv="80500000"))
        huge = replace(self.UP, value_delta_inc_vat=Decimal(0), days=900)
        assert "UK10 7" not in of(replace(self.BELOW, changes=(huge,), main_cpv="", nature=""))

    def test_ask_what_it_is_for_only_where_that_decides(self) -> None:
        found = questions(replace(self.BELOW, changes=(self.UP,), main_cpv="", nature=""))
        assert [(name, field) for name, field, _ in found] == [("UK10 7", "Main CPV code")]

    def test_count_even_where_nothing_was_published_of_the_contract(self) -> None:
        tiny = replace(self.BELOW, value_inc_vat=Decimal(25_000))
        up = replace(self.UP, value_delta_inc_vat=Decimal(200_000))
        assert set(of(replace(tiny, changes=(up,)))) == {"UK10 7"}


class TestTheThresholdOfAChange:
    def test_is_that_of_the_award_and_not_of_the_start(self) -> None:
        """£210,000 is under the threshold for services of 2025, and over that of 2026."""
        given = replace(
            SMALL, value_inc_vat=Decimal(210_000), awarded_on=date(2025, 12, 1), signed_on=date(2025, 12, 15),
            starts_on=date(2026, 2, 1), changes=(Change(7, date(2028, 12, 1), date(2029, 3, 31), 365),),
        )  # fmt: skip
        assert "UK10 7" not in of(given)
        assert "UK10 7" in of(replace(given, awarded_on=None, signed_on=date(2026, 1, 5)))


class TestStandstillBeforeAChange:
    def after(self, published: date):
        change = Change(7, date(2028, 12, 1), date(2029, 3, 31), 365)
        return of(replace(SMALL, changes=(change,), settled=Settled(changes={"7": published})))

    def test_is_waited_for_where_the_notice_came_just_before(self) -> None:
        found = self.after(date(2028, 11, 28))["standstill 7"]
        # 30 November is a holiday in Scotland, and so no working day.
        assert (found.citation, found.before) == ("PA 2023 s.76(2)", "the change is made")
        assert found.by == found.trigger_on == date(2028, 12, 9)
        assert "a standstill of 8 working days ends on 8 December 2028" in found.note

    def test_is_over_where_the_notice_came_long_before(self) -> None:
        assert "standstill 7" not in self.after(date(2028, 11, 1))

    def test_protects_nothing_where_the_notice_came_after(self) -> None:
        assert "standstill 7" not in self.after(date(2028, 12, 2))


class TestBadPerformance:
    def ended(self, ground, **more):
        facts = {"status": State.ENDED, "ended_on": date(2026, 11, 2), "ground": ground, **more}
        return of(replace(SMALL, **facts))

    def test_an_end_for_it_is_published_within_30_days(self) -> None:
        found = self.ended(TerminationGround.POOR_PERFORMANCE)["UK9 failure"]
        assert (found.by, found.citation) == (date(2026, 12, 1), "PA 2023 s.71(5)")
        assert "proper chance to improve" in found.note

    def test_a_breach_is_told_by_the_notice_of_the_end(self) -> None:
        found = self.ended(TerminationGround.BREACH)
        assert "UK9 failure" not in found
        assert "PR 2024 reg 39(9)" in found["UK11"].note

    def test_nothing_is_told_of_light_touch_services_nor_of_other_ends(self) -> None:
        assert "UK9 failure" not in self.ended(TerminationGround.POOR_PERFORMANCE, main_cpv="80500000")
        assert self.ended(TerminationGround.AGREED)["UK11"].note == ""


class TestWhetherItIsCovered:
    @pytest.mark.parametrize("value", ["10000", "207719.99"])
    def test_is_asked_where_the_value_is_below_the_threshold(self, value) -> None:
        found = of(replace(SMALL, value_inc_vat=Decimal(value)))
        (asked,) = found["law"].questions
        assert asked.text.startswith("The record says “Procurement Act 2023”, but £")
        assert "below the threshold of £207,720" in asked.text
        assert (asked.field, asked.page) == ("Law it was let under", "/contracts/CON-0/correct/let/")
        # What the record says goes on counting until somebody corrects it.
        assert set(found) == {"law", "UK6", "UK7"}

    def test_is_not_asked_at_the_threshold(self) -> None:
        assert "law" not in of(replace(SMALL, value_inc_vat=Decimal(207_720)))

    def test_light_touch_has_a_threshold_of_its_own(self) -> None:
        assert "law" in of(replace(SMALL, main_cpv="80500000"))

    def test_what_it_is_for_is_asked_where_it_decides(self) -> None:
        assert questions(replace(SMALL, nature=""))[0][:2] == ("law", "Goods, services or works")
        assert "law" not in of(replace(SMALL, nature="", value_inc_vat=Decimal(6_000_000)))


class TestTheOldRegulations:
    GIVEN = replace(SMALL, regime=Regime.PCR_2015, route=Route.CALL_OFF)

    def test_ask_for_the_award_on_both_platforms(self) -> None:
        found = of(self.GIVEN)
        assert {name: one.by for name, one in found.items()} == {
            "pcr_award": date(2026, 3, 22),
            "finder_award": date(2026, 2, 20),
        }
        assert found["pcr_award"].citation == "PCR 2015 reg 50(1)"
        assert (
            "not confirmed" in found["pcr_award"].note
            and "framework agreement may need none" in found["pcr_award"].note
        )
        assert "reasonable time" in found["finder_award"].note

    @pytest.mark.parametrize(
        ("value", "owes"),
        [("214904", {"pcr_award", "finder_award"}), ("214903.99", {"finder_award"}), ("29999.99", set())],
    )
    def test_each_from_its_own_amount_on(self, value, owes) -> None:
        assert set(of(replace(self.GIVEN, value_inc_vat=Decimal(value)))) == owes

    def test_ask_nothing_of_what_was_awarded_before_the_act(self) -> None:
        assert of(replace(self.GIVEN, awarded_on=date(2025, 2, 23), signed_on=date(2025, 3, 1))) == {}

    def test_ask_for_the_facts_that_decide(self) -> None:
        found = questions(replace(self.GIVEN, value_inc_vat=None, nature="", main_cpv=""))
        assert {field for _, field, _ in found} == {
            "Value over its life, inc VAT", "Goods, services or works", "Main CPV code",
        }  # fmt: skip
        assert {name for name, _, _ in found} == {"pcr_award"}

    @pytest.mark.parametrize("ground", [ModificationGround.P3, ModificationGround.P5])
    def test_ask_for_a_notice_after_a_change_that_needs_one(self, ground) -> None:
        change = Change(7, date(2026, 11, 2), date(2029, 3, 31), 0, ground, Decimal(90_000))
        found = of(replace(self.GIVEN, changes=(change,)))["pcr_change 7"]
        assert (found.by, found.citation) == (date(2026, 11, 2), "PCR 2015 reg 72(3)")
        assert found.trigger == "the change was made"

    def test_ask_for_none_after_one_that_the_contract_provides_for(self) -> None:
        change = Change(7, date(2026, 11, 2), date(2029, 3, 31), 365)
        assert "pcr_change 7" not in of(replace(self.GIVEN, changes=(change,)))

    def test_name_a_change_that_cannot_be(self) -> None:
        change = Change(7, date(2026, 11, 2), date(2029, 3, 31), 0, ModificationGround.P4, Decimal(90_000))
        assert of(replace(self.GIVEN, changes=(change,)))["pcr_change 7"].questions

"""How a level follows from tests, month ends and capabilities; over plain values."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.maturity import rules
from hub.maturity.terms import Why

DAY = date(2026, 11, 23)


def part(holds: bool = True, *, measured: bool = True, small: bool = False) -> rules.Part:
    why = Why.HOLDS if holds else (Why.SHORT if measured else Why.EMPTY)
    return rules.Part("x", "X-1.x", False, why, is_measured=measured, is_small=small)


def tried(*levels: bool, small: bool = False) -> list[rules.Test]:
    return [rules.Test(level, [part(holds, small=small)]) for level, holds in enumerate(levels, 2)]


class TestStanding:
    @pytest.mark.parametrize(
        ("levels", "wanted"),
        [
            ((False, False, False, False), 1),
            ((True, False, True, True), 2),
            ((True, True, False, True), 3),
            ((False, True, True, True), 1),
            ((True, True, True, True), 5),
        ],
    )
    def test_needs_every_level_below(self, levels, wanted: int) -> None:
        assert rules.standing(tried(*levels)).level == wanted

    def test_is_none_without_any_evidence(self) -> None:
        empty = [rules.Test(2, [part(False, measured=False)]), rules.Test(3, [part(False, measured=False)])]
        assert rules.standing(empty).level is None

    def test_is_minimum_when_there_is_evidence_and_developing_fails(self) -> None:
        mixed = [rules.Test(2, [part(False, measured=False)]), rules.Test(3, [part(True)])]
        assert rules.standing(mixed).level == 1

    def test_one_part_that_is_not_shown_fails_its_level(self) -> None:
        mixed = [rules.Test(2, [part(), part(False, measured=False)])]
        assert rules.standing(mixed).level == 1

    def test_a_level_without_parts_is_never_reached(self) -> None:
        assert rules.standing([*tried(True), rules.Test(3, [])]).level == 2

    def test_few_records_go_no_further_than_mature(self) -> None:
        assert rules.standing(tried(True, True, True, True, small=True)) == rules.Standing(3, is_small=True)


class TestHeld:
    @pytest.mark.parametrize(
        ("ends", "wanted"),
        [
            ([], None),
            ([3], None),
            ([3, 3], 3),
            ([2, 3], 2),
            ([2, 2, 3], 2),
            ([2, 2, 3, 3], 3),
            ([3, 3, 2], 3),
            ([3, 3, 2, 3], 3),
            ([3, 3, 2, 1], 2),
            ([3, 3, None, None], None),
            ([None, 2, 2], 2),
        ],
    )
    def test_moves_only_when_two_month_ends_agree(self, ends, wanted) -> None:
        assert rules.held(self.dated(ends)) == wanted

    def dated(self, levels):
        """Give each level the next month end, over the end of a year."""
        days, day = [], date(2026, 10, 31)
        for level in levels:
            days.append((day, level))
            day = rules.month_end_after(day)
        return days

    def test_a_month_end_that_was_missed_makes_two_others_no_neighbours(self) -> None:
        september, october, december, january = (date(2026, 9, 30), date(2026, 10, 31), date(2026, 12, 31),
                                                 date(2027, 1, 31))  # fmt: skip
        assert rules.held([(october, 3), (december, 3)]) is None
        assert rules.held([(october, 3), (december, 3), (january, 3)]) == 3
        assert rules.held([(september, 3), (october, 3), (december, 1)]) == 3
        assert rules.held([(september, 3), (october, 3), (december, 1), (january, 1)]) == 1


class TestRows:
    @pytest.mark.parametrize(("levels", "wanted"), [([None, None], None), ([3, None], 1), ([3, 2], 2), ([4], 4)])
    def test_stand_where_all_their_capabilities_stand(self, levels, wanted) -> None:
        assert rules.lowest(levels) == wanted

    def test_only_measured_ones_are_averaged(self) -> None:
        assert rules.mean([1, None, 2, 2]) == Decimal("1.67")
        assert rules.mean([None]) is None


class TestRecordsShort:
    @pytest.mark.parametrize(
        ("op", "wanted", "numerator", "denominator", "short"),
        [
            (">=", "0.85", 9, 12, 2),
            ("==", "1", 9, 12, 3),
            (">", "0.75", 9, 12, 1),
            (">=", "0.5", 9, 12, 0),
            ("<=", "0.1", 9, 12, None),
        ],
    )
    def test_counts_what_is_still_to_mend(self, op, wanted, numerator, denominator, short) -> None:
        assert rules.records_short(op, Decimal(wanted), numerator, denominator) == short

    def test_pounds_are_no_records(self) -> None:
        assert rules.records_short(">=", Decimal("0.5"), Decimal(1), Decimal(9)) is None

    def test_of_a_share_of_faults_those_over_the_limit_are_to_be_mended(self) -> None:
        assert [rules.faults_over(Decimal("0.05"), count, 40) for count in (1, 2, 5)] == [0, 0, 3]


class TestAttesting:
    @pytest.mark.parametrize(
        ("given", "lasts", "file", "message"),
        [
            (1, 300, True, "today or earlier"),
            (0, 366, True, "12 months at most"),
            (0, 0, True, "after the date"),
            (0, 300, False, "so that others can check it"),
            (-300, 300, True, "would lift nothing"),
        ],
    )
    def test_is_refused_in_words(self, given: int, lasts: int, file: bool, message: str) -> None:
        on = DAY + timedelta(days=given)
        found = rules.bars_to_attesting(on, on + timedelta(days=lasts), on=DAY, has_file=file)
        assert message in " ".join(each.message for each in found)


class TestFaultsOfATest:
    def faults(self, **data) -> str:
        usual = {"level": 3, "computed": [], "attested": []}
        return " ".join(each.message for each in rules.faults_of_test(usual | data, {"MC-1.named"}))

    def test_an_indicator_that_does_not_exist_is_named(self) -> None:
        found = self.faults(computed=[{"indicator": "MC-1.nmaed", "op": ">=", "value": "0.9"}])
        assert "No indicator is called MC-1.nmaed." in found

    def test_a_comparison_that_cannot_be_made_is_named(self) -> None:
        assert "Each computed part needs" in self.faults(
            computed=[{"indicator": "MC-1.named", "op": "~", "value": "x"}]
        )

    def test_innovator_needs_an_attested_part(self) -> None:
        assert "Innovator needs" in self.faults(level=5)

    def test_a_sound_one_has_none(self) -> None:
        assert self.faults(computed=[{"indicator": "MC-1.named", "op": ">=", "value": "0.9"}]) == ""

"""Levels, standings and differences over plain values; and the figures of the founding strategy."""

from datetime import date
from decimal import Decimal
from statistics import mean

import pytest

from hub.strategy import rules
from hub.strategy.founding import founding
from hub.strategy.terms import PROMISES, Standing

ON = date(2026, 11, 23)
ROWS = [row for section in founding()["sections"] for row in section["rows"]]


class TestLevels:
    @pytest.mark.parametrize(
        ("label", "level"),
        [("Minimum", 1), ("Innovator", 5), ("Developing/Mature", Decimal("2.5")), ("", None)],
    )
    def test_are_numbers_from_one_to_five(self, label: str, level: Decimal | None) -> None:
        assert rules.level_of(label) == level

    def test_an_unknown_label_is_refused(self) -> None:
        with pytest.raises(ValueError, match="Excellent"):
            rules.level_of("Excellent")

    def test_a_half_names_both_sides(self) -> None:
        assert rules.label_of(Decimal("2.5")) == "Developing / Mature"


class TestStandings:
    @pytest.mark.parametrize(
        ("actions", "measured", "wanted"),
        [
            ([], False, Standing.NONE),
            ([], True, Standing.MEASURED),
            ([("dropped", None)], False, Standing.NONE),
            ([("done", None)], False, Standing.DONE),
            ([("done", None), ("planned", None)], False, Standing.ON_THE_WAY),
            ([("planned", date(2026, 11, 22))], False, Standing.LATE),
            ([("planned", ON)], False, Standing.ON_THE_WAY),
        ],
    )
    def test_follow_from_the_actions(self, actions, measured: bool, wanted: Standing) -> None:
        made = rules.progress([rules.ActionFacts(*each) for each in actions], on=ON)
        assert rules.standing(made, is_measured=measured) == wanted


class TestDifferences:
    def test_name_what_was_added_reworded_and_left_out(self) -> None:
        found = rules.differences({"1": "a", "2": "b", "3": "c"}, {"1": "a", "2": "B", "4": "d"})
        assert [(each.number, each.what) for each in found] == [("2", "Reworded"), ("4", "Added"), ("3", "Left out")]


class TestFounding:
    def test_has_every_row_and_the_means_that_the_strategy_gives(self) -> None:
        stated = [rules.level_of(row["level"]) for row in ROWS if row["level"]]
        first = [rules.level_of(row["targets"][0]["level"]) for row in ROWS if row["targets"][0]["level"]]
        last = [rules.level_of(row["targets"][1]["level"] or row["targets"][0]["level"]) for row in ROWS]
        last = [level for level in last if level]
        assert (len(ROWS), len(stated)) == (34, 27)
        means = [round(float(mean(each)), 2) for each in (stated, first, last)]
        assert means == [1.31, 2.44, 3.22]

    def test_every_promise_is_served_by_a_capability(self) -> None:
        bare = [
            each["number"] for each in founding()["clauses"] if each["kind"] in PROMISES and not each["capabilities"]
        ]
        assert bare == []

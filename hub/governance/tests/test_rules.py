"""Rules of governance: papers, quorum, days, conditions."""

from datetime import date

import pytest

from hub.governance import rules
from hub.governance.rules import Recess, Seat
from hub.governance.terms import Function
from hub.law.tables import shipped

LAW = shipped()
FIELDS = (Function.FINANCE, Function.LEGAL)
SUMMER = Recess("Summer", date(2026, 8, 1), date(2026, 8, 31))


def seats(*people, **more):
    functions = (Function.CHAIR, Function.FINANCE, Function.LEGAL, Function.SERVICE)
    return [Seat(number, frozenset({functions[number - 1]}), **more) for number in people]


class TestPapers:
    @pytest.mark.parametrize(
        ("meets_on", "days", "due"),
        [
            (date(2026, 12, 8), 5, date(2026, 12, 1)),
            (date(2026, 12, 8), 0, date(2026, 12, 8)),
            # Good Friday and Easter Monday of 2027 are no working days.
            (date(2027, 3, 31), 5, date(2027, 3, 22)),
            # 28 December 2026 is a substitute day, and so the five days reach back before Christmas.
            (date(2027, 1, 5), 5, date(2026, 12, 24)),
        ],
    )
    def test_are_due_so_many_working_days_before(self, meets_on, days, due) -> None:
        assert rules.papers_due(meets_on, days, tables=LAW) == due

    def test_a_recess_does_not_count(self) -> None:
        assert rules.papers_due(date(2026, 9, 3), 5, tables=LAW, recesses=[SUMMER]) == date(2026, 7, 29)


class TestADay:
    def refused(self, day, **more):
        return [one.code for one in rules.bars_to_a_day(day, on=date(2026, 7, 1), tables=LAW, **more)]

    def test_is_a_working_day_to_come(self) -> None:
        assert self.refused(date(2026, 7, 7)) == []
        assert self.refused(date(2026, 6, 30)) == ["past"]
        assert self.refused(date(2026, 7, 11)) == ["no_working_day"]

    def test_lies_in_a_recess_only_for_a_reason(self) -> None:
        assert self.refused(date(2026, 8, 4), recesses=[SUMMER]) == ["recess"]
        assert self.refused(date(2026, 8, 4), recesses=[SUMMER], reason="Flood repairs") == []


class TestQuorum:
    def count(self, there, apart=(), **more):
        return rules.quorum_of(there, needed=3, functions=FIELDS, apart=apart, **more)

    def test_needs_number_and_functions(self) -> None:
        assert self.count(seats(1, 2, 3)).is_met
        assert self.count(seats(1, 2)).present == 2
        lacking = self.count(seats(1, 2, 4))
        assert (lacking.is_met, lacking.missing) == (False, (Function.LEGAL,))

    def test_counts_nobody_who_left_has_no_vote_or_takes_no_part(self) -> None:
        assert not self.count([*seats(1, 2), *seats(3, is_present=False)]).is_met
        assert not self.count([*seats(1, 2), *seats(3, has_vote=False)]).is_met
        assert not self.count(seats(1, 2, 3), apart={3}).is_met

    def test_counts_a_person_of_two_functions_once(self) -> None:
        two = [Seat(1, frozenset({Function.FINANCE})), Seat(1, frozenset({Function.LEGAL}))]
        assert self.count(two).present == 1

    def test_says_what_is_missing(self) -> None:
        said = rules.quorum_in_words(self.count(seats(1, 2)))
        assert said == (
            "Not quorate: 2 of 3 members can take part and nobody speaks for legal. You can discuss, not decide."
        )
        assert rules.quorum_in_words(self.count(seats(1, 2, 3))) == "Quorate: 3 present, 3 needed."


class TestConditions:
    @pytest.mark.parametrize(
        ("outcome", "conditions", "codes"),
        [
            ("approved", [], []),
            ("approved", [{"text": "a"}], ["conditions"]),
            ("approved_with_conditions", [], ["no_condition"]),
            ("approved_with_conditions", [{"text": "a"}], []),
        ],
    )
    def test_go_with_one_outcome_only(self, outcome, conditions, codes) -> None:
        assert [one.code for one in rules.bars_to_conditions(outcome, conditions)] == codes

    def test_no_more_vote_than_take_part(self) -> None:
        assert not list(rules.votes_fit({"for": 3, "against": 1}, 4))
        assert [one.code for one in rules.votes_fit({"for": 3, "against": 2}, 4)] == ["votes"]

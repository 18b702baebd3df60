"""Who may sit on a roster, and the chance that too few can act."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.bids.rules.openers import Proposed, bars_to_roster, chance_too_few, in_words
from hub.bids.terms import RosterUse


def proposed_one(number: int, **more) -> Proposed:
    return Proposed(f"KEY-{number}", f"Person {number}", number, **{"is_outside": number == 1, **more})


FIVE = [proposed_one(number) for number in range(1, 6)]


def codes(use=RosterUse.QUOTES, needed=2, proposed=FIVE) -> list[str]:
    return [one.code for one in bars_to_roster(use, needed, proposed)]


class TestRoster:
    @pytest.mark.parametrize(("needed", "openers"), [(2, 4), (2, 5), (3, 5), (3, 9), (4, 6)])
    def test_of_enough_people_may_open(self, needed, openers) -> None:
        assert codes(needed=needed, proposed=[proposed_one(number) for number in range(1, openers + 1)]) == []

    @pytest.mark.parametrize(
        ("needed", "proposed", "code"),
        [
            (1, FIVE, "one_alone"),
            (2, FIVE[:3], "no_spare"),
            (4, FIVE, "no_spare"),
            (6, FIVE, "too_few"),
            (2, [], "too_few"),
            (2, [*FIVE, proposed_one(1, is_safe_key=False)], "opener_twice"),
            (2, [proposed_one(number) for number in range(1, 11)], "too_many_openers"),
            (2, [*FIVE[:4], Proposed("KEY-9", "Person 1", 1, True)], "twice"),
            (2, [*FIVE[:4], proposed_one(5, can_open=False)], "gone"),
            (2, [*FIVE, proposed_one(6, is_safe_key=True), proposed_one(7, is_safe_key=True)], "safe_keys"),
            (2, [proposed_one(number, is_outside=False) for number in range(1, 6)], "no_outsider"),
        ],
    )
    def test_that_is_not_safe_is_refused(self, needed, proposed, code) -> None:
        assert code in codes(needed=needed, proposed=proposed)

    def test_of_quality_alone_may_be_of_procurement_alone(self) -> None:
        inside = [proposed_one(number, is_outside=False) for number in range(1, 6)]
        assert codes(RosterUse.QUALITY, proposed=inside) == []
        assert codes(RosterUse.PRICE, proposed=inside) == ["no_outsider"]

    def test_one_person_may_sit_with_a_key_and_a_key_in_an_envelope(self) -> None:
        assert codes(proposed=[*FIVE, Proposed("KEY-8", "Person 2", 2, False, is_safe_key=True)]) == []

    def test_a_key_in_an_envelope_is_no_outsider(self) -> None:
        inside = [proposed_one(number, is_outside=False) for number in range(1, 6)]
        assert codes(proposed=[*inside, proposed_one(6, is_outside=True, is_safe_key=True)]) == ["no_outsider"]


class TestChance:
    @given(st.integers(1, 6), st.integers(1, 6), st.fractions(0, 1, max_denominator=20))
    def test_is_that_of_all_outcomes_counted(self, openers, needed, lost) -> None:
        counted = Fraction(0)
        for outcome in product((True, False), repeat=openers):
            if sum(outcome) < needed:
                weight = Fraction(1)
                for here in outcome:
                    weight *= 1 - lost if here else lost
                counted += weight
        assert chance_too_few(openers, needed, lost=lost) == counted

    def test_falls_with_each_spare_opener(self) -> None:
        chances = [chance_too_few(openers, 2, lost=Fraction(1, 20)) for openers in range(2, 10)]
        assert chances == sorted(chances, reverse=True) and len(set(chances)) == len(chances)

    @pytest.mark.parametrize("lost", [Fraction(-1, 2), Fraction(3, 2)])
    def test_of_a_loss_that_is_none_is_refused(self, lost) -> None:
        with pytest.raises(ValueError, match="between 0 and 1"):
            chance_too_few(5, 2, lost=lost)

    @pytest.mark.parametrize(
        ("chance", "words"),
        [
            (Fraction(0), "none"), (Fraction(1), "certain"), (Fraction(1, 2), "1 in 2"), (Fraction(1, 33), "1 in 33"),
            (Fraction(1, 33_333), "1 in 33,000"), (Fraction(3, 1000), "1 in 330"),
        ],
    )  # fmt: skip
    def test_is_said_as_people_grasp_it(self, chance, words) -> None:
        assert in_words(chance) == words

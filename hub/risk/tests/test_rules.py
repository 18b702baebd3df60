"""From answers to a level: unknown counts, and more risk never means less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.risk import rules
from hub.risk.rules import Asked, Bounds, Question
from hub.risk.terms import LEVELS, Answer, Level

BOUNDS = Bounds(2, 4)
QUESTIONS = [
    Question("a", "Is it a?", "", Answer.YES, 1, "It is a."),
    Question("b", "Is it b?", "", Answer.YES, 2, "It is b."),
    Question("c", "Is it safe?", "", Answer.NO, 1, "It is not safe."),
    Question("d", "Is it d?", "", Answer.YES, 1, "It is d.", Level.HIGH),
]
CODES = [one.code for one in QUESTIONS]
ANSWERS = st.fixed_dictionaries({code: st.sampled_from(list(Answer)) for code in CODES})
SAFE = {"a": Answer.NO, "b": Answer.NO, "c": Answer.YES, "d": Answer.NO}


def judge(answers, asks=()):
    return rules.judge(QUESTIONS, answers, bounds=BOUNDS, asks=asks)


class TestLevel:
    def test_nothing_that_counts_is_low(self):
        found = judge(SAFE)
        assert (found.level, found.points, found.reasons) == (Level.LOW, 0, ())

    @pytest.mark.parametrize(
        ("changed", "level"),
        [
            ({"a": Answer.YES}, Level.LOW),
            ({"b": Answer.YES}, Level.MEDIUM),
            ({"a": Answer.YES, "b": Answer.YES, "c": Answer.NO}, Level.HIGH),
            ({"d": Answer.YES}, Level.HIGH),
        ],
    )
    def test_follows_the_points_or_the_answer_that_decides(self, changed, level):
        assert judge({**SAFE, **changed}).level is level

    def test_what_is_not_known_counts_and_is_named(self):
        found = judge({**SAFE, "b": Answer.UNKNOWN})
        assert found.level is Level.MEDIUM
        assert found.reasons == ("Not known, so it counts: Is it b?",)

    def test_a_question_may_count_when_it_is_denied(self):
        assert judge({**SAFE, "c": Answer.NO}).reasons == ("It is not safe.",)

    @given(ANSWERS, st.sampled_from(CODES))
    def test_one_more_answer_that_counts_never_lowers_the_level(self, answers, code):
        question = next(one for one in QUESTIONS if one.code == code)
        before, after = judge(answers), judge({**answers, code: question.counts_on})
        assert LEVELS.index(after.level) >= LEVELS.index(before.level) and after.points >= before.points

    @given(ANSWERS)
    def test_every_point_has_a_reason(self, answers):
        found = judge(answers)
        counting = [one for one in QUESTIONS if rules.counts(one, answers[one.code])]
        assert len(found.reasons) == len(counting) and found.points == sum(one.points for one in counting)

    def test_a_question_without_an_answer_is_a_fault(self):
        assert [one.cure for one in rules.missing_answers(QUESTIONS, {"a": Answer.NO})] == ["b", "c", "d"]


class TestAsks:
    TWO = Asked("x", "An assessment", any_of=("a", "b"), at_least=2)
    HIGH = Asked("y", "A plan", from_level=Level.HIGH)

    def test_any_two_answers_ask_for_an_assessment(self):
        assert judge({**SAFE, "a": Answer.YES}, [self.TWO]).asks == ()
        assert judge({**SAFE, "a": Answer.YES, "b": Answer.UNKNOWN}, [self.TWO]).asks == (self.TWO,)

    def test_a_level_asks_for_a_plan(self):
        assert judge({**SAFE, "b": Answer.YES}, [self.HIGH]).asks == ()
        assert judge({**SAFE, "d": Answer.YES}, [self.HIGH]).asks == (self.HIGH,)


class TestChanges:
    def test_are_told_in_words(self):
        names = {"title": "title", "main_cpv": "CPV code"}
        before, after = {"title": "Vans", "main_cpv": "1"}, {"title": "Vans", "main_cpv": "2"}
        assert rules.changed_facts(before, after, names) == ["CPV code"]
        assert rules.changed_facts(before, before, names) == []

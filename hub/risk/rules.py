"""From the answers of a screen to its level, with the reasons, and to what it asks then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hub.law.findings import Finding
from hub.risk.terms import LEVELS, Answer, Level


@dataclass(frozen=True)
class Question:
    """One question of a screen.

    :param counts_on: the answer that adds to the risk.
    :param points: how much it adds.
    :param because: what that answer means, as a reason people read.
    :param decides: the level that the answer alone leads to, or none.
    """

    code: str
    text: str
    help: str
    counts_on: Answer
    points: int
    because: str
    decides: Level | None = None


@dataclass(frozen=True)
class Asked:
    """What a screen asks for once it is reached.

    :param from_level: the level from which it is asked, or none.
    :param any_of: the questions of which some must count; none where the level alone decides.
    :param at_least: how many of them.
    """

    code: str
    label: str
    citation: str = ""
    from_level: Level | None = None
    any_of: tuple[str, ...] = ()
    at_least: int = 1


@dataclass(frozen=True)
class Bounds:
    """From how many points a screen is medium and from how many it is high."""

    medium_from: int
    high_from: int


@dataclass(frozen=True)
class Judgement:
    """What the answers come to."""

    level: Level
    points: int
    reasons: tuple[str, ...]
    asks: tuple[Asked, ...]


def judge(
    questions: Sequence[Question],
    answers: Mapping[str, Answer],
    *,
    bounds: Bounds,
    asks: Iterable[Asked] = (),
) -> Judgement:
    """Give the level of a screen; what is not known counts as if it were so, for nobody has ruled it out.

    :raises KeyError: when a question has no answer.
    """
    counting = [one for one in questions if counts(one, answers[one.code])]
    points = sum(one.points for one in counting)
    level = Level.HIGH if points >= bounds.high_from else Level.MEDIUM if points >= bounds.medium_from else Level.LOW
    for one in counting:
        if one.decides is not None:
            level = worse(level, one.decides)
    reasons = tuple(reason(one, answers[one.code]) for one in counting)
    held = frozenset(one.code for one in counting)
    return Judgement(level, points, reasons, tuple(one for one in asks if is_asked(one, level, held)))


def counts(question: Question, answer: Answer) -> bool:
    """Say whether an answer adds to the risk."""
    return answer in {question.counts_on, Answer.UNKNOWN}


def reason(question: Question, answer: Answer) -> str:
    """Say why a question counts."""
    if answer is Answer.UNKNOWN:
        return f"Not known, so it counts: {question.text}"
    return question.because


def worse(one: Level, other: Level) -> Level:
    """Give the higher of two levels."""
    return max(one, other, key=LEVELS.index)


def is_asked(asked: Asked, level: Level, counting: frozenset[str]) -> bool:
    """Say whether something is asked at a level, or because of some answers."""
    if asked.from_level is not None and LEVELS.index(level) >= LEVELS.index(asked.from_level):
        return True
    return bool(asked.any_of) and len(counting & set(asked.any_of)) >= asked.at_least


def missing_answers(questions: Iterable[Question], answers: Mapping[str, Any]) -> Iterable[Finding]:
    """Every question of a screen has an answer, "Not known" included."""
    for one in questions:
        if one.code not in answers:
            yield Finding("answer", f"Answer the question: {one.text}", cure=one.code)


def changed_facts(before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """Give, in words, which of the facts that a screen rests on are others now."""
    return [label for name, label in names.items() if before.get(name) != after.get(name)]

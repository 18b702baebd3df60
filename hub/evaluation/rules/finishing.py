"""What is still missing before scores can be agreed, and when several scores of one answer stand as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from hub.law.findings import Finding
from hub.platform.words import list_of


@dataclass(frozen=True)
class Given:
    """Points that one person gave one answer.

    Args:
        by: their name, for those who read it.
        given_at: aware.
        person: their number, by which they are told apart.
    """

    by: str
    points: Decimal
    reason: str
    given_at: datetime
    person: int = 0


@dataclass(frozen=True)
class Settled:
    """Points that those who scored an answer agreed."""

    points: Decimal
    reason: str
    agreed_at: datetime


@dataclass(frozen=True)
class Checked:
    """What was decided about an answer that must be there."""

    passes: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One offer as far as it is judged.

    Args:
        name: of the supplier.
        numbers: the questions that are scored by points.
        given: what people gave, by question.
        settled: what they agreed, by question.
        to_check: the questions to be passed or failed.
        checked: what was decided of them.
        low: why its price is very low; empty where it is not.
        low_note: what somebody wrote about that.
        address: where its scores are given, checked and so on; ends with its number.
    """

    key: int
    name: str
    numbers: tuple[int, ...]
    given: Mapping[int, Sequence[Given]] = field(default_factory=dict)
    settled: Mapping[int, Settled] = field(default_factory=dict)
    to_check: tuple[int, ...] = ()
    checked: Mapping[int, Checked] = field(default_factory=dict)
    low: str = ""
    low_note: str = ""

    @property
    def fails(self) -> list[tuple[int, str]]:
        """Give the questions that a person failed, each with the reason."""
        return [(number, one.reason) for number, one in sorted(self.checked.items()) if not one.passes]

    @property
    def is_compliant(self) -> bool:
        """Say whether nobody has failed it."""
        return not self.fails


def final(one: Standing, number: int) -> Settled | None:
    """Give the score that stands for a question: the only one given, or the one that was agreed after the last.

    None while nobody scored, or several did and have not agreed since.
    """
    given = one.given.get(number, ())
    settled = one.settled.get(number)
    if settled is not None and all(each.given_at <= settled.agreed_at for each in given):
        return settled
    if len(given) == 1:
        return Settled(given[0].points, given[0].reason, given[0].given_at)
    return None


def to_moderate(one: Standing) -> list[int]:
    """Give the questions that several people scored and that have no agreed score yet."""
    return [number for number in one.numbers if len(one.given.get(number, ())) > 1 and final(one, number) is None]


def has_scored_all(offers: Iterable[Standing], person: int | None) -> bool:
    """Say whether somebody scored every compliant offer; until then they do not see what others gave."""
    return all(
        any(each.person == person for each in one.given.get(number, ()))
        for one in offers
        if one.is_compliant
        for number in one.numbers
    )


def unscored(one: Standing) -> list[int]:
    """Give the questions that nobody scored."""
    return [number for number in one.numbers if not one.given.get(number)]


def bars_to_finishing(offers: Sequence[Standing], tied: Sequence[str]) -> Iterator[Finding]:
    """Name everything that is missing.

    Args:
        tied: names of the offers between which a person must choose; empty where none is needed.
    """
    for one in offers:
        if unchecked := [number for number in one.to_check if number not in one.checked]:
            told = f"{one.name}: say whether {_questions(unchecked)} {_is(unchecked)} met."
            yield Finding("unchecked", told, cure="evaluation.check")
        if not one.is_compliant:
            continue
        if missing := unscored(one):
            yield Finding("unscored", f"{one.name}: score {_questions(missing)}.", cure="evaluation.mark")
        if open_ := to_moderate(one):
            told = f"{one.name}: several people scored {_questions(open_)}. Agree one score."
            yield Finding("unsettled", told, cure="evaluation.moderate")
        if one.low and not one.low_note:
            told = f"{one.name}: the price is very low. Write what you found out about it."
            yield Finding("low_price", told, cure="evaluation.note_price")
    if tied:
        told = f"{list_of(list(tied))} have the same total and the same price. Decide between them, with the reason."
        yield Finding("tied", told, cure="evaluation.settle_tie")


def _questions(numbers: Sequence[int]) -> str:
    word = "question" if len(numbers) == 1 else "questions"
    return f"{word} {list_of([str(number) for number in numbers])}"


def _is(numbers: Sequence[int]) -> str:
    return "is" if len(numbers) == 1 else "are"

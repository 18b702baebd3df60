"""What a bid still lacks; computed from what is asked and what has arrived, never from what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hub.bids.rules.answers import Asked
from hub.bids.terms import ItemState


@dataclass(frozen=True)
class Came:
    """One answer or file of a bid: to which question, and how far it has come."""

    question: int
    state: str


@dataclass(frozen=True)
class Lack:
    """What a bid lacks: a question with no answer, or with a file that has not arrived as a whole."""

    question: int
    text: str
    why: str


NO_ANSWER = "Not answered"
ON_ITS_WAY = "A file has not arrived as a whole. Send it again if nothing moves."


def lacks(asked: Sequence[Asked], came: Iterable[Came]) -> list[Lack]:
    """Name every question that must be answered and is not, and every file that is not here, in the tender's order."""
    states: dict[int, set[str]] = {}
    for one in came:
        states.setdefault(one.question, set()).add(one.state)
    found = []
    for row in asked:
        there = states.get(row.number, set())
        if ItemState.COMING in there:
            found.append(Lack(row.number, row.text, ON_ITS_WAY))
        elif row.is_required and ItemState.WHOLE not in there:
            found.append(Lack(row.number, row.text, NO_ANSWER))
    return found

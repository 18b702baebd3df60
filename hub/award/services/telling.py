"""Tell everybody who answered at once, each in their own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from hub.award import selectors
from hub.award.models import Award
from hub.award.rules import letters
from hub.award.rules.results import Scored
from hub.evaluation import selectors as scoring
from hub.platform.actors import Actor
from hub.tender import services as tendering
from hub.tender.rules.letters import About, Text
from hub.tender.selectors import about_of


class Same(Protocol):
    """Writes one text with a reason, the same for everybody."""

    def __call__(self, about: About, *, reason: str) -> Text:
        """Write it."""


def tell_outcome(one: Award, *, by: Actor, at: datetime) -> None:
    """Write to the winner and to everybody else who answered, with their own scores."""
    rows = {row.bid: row for row in selectors.scored(one.tender, scoring.of_tender(one.tender))}
    winner = rows[one.bid_id or 0]

    def write(about: About, own: Scored) -> Text:
        if own.bid == winner.bid:
            return letters.won(about, own, reasons=one.reasons)
        return letters.lost(about, own, winner, reasons=one.reasons)

    _tell(one, rows, write, cause=f"outcome:{one.reference}", by=by, at=at)


def tell_none(one: Award, text: Same, *, by: Actor, at: datetime) -> None:
    """Write to everybody who answered that nobody wins."""
    _tell_same(one, text, reason=one.reasons, cause=f"none:{one.reference}", by=by, at=at)


def tell_set_aside(one: Award, *, by: Actor, at: datetime) -> None:
    """Write to everybody who was told that the outcome does not hold."""
    cause = f"aside:{one.reference}"
    _tell_same(one, letters.set_aside, reason=one.set_aside_reason, cause=cause, by=by, at=at)


def _tell_same(one: Award, text: Same, *, reason: str, cause: str, by: Actor, at: datetime) -> None:
    about = about_of(one.tender)
    found = {
        each.invitation.pk: text(about, reason=reason)
        for each in scoring.candidates(one.tender)
        if each.invitation is not None
    }  # fmt: skip
    if found:
        tendering.tell_outcome(one.tender, texts=found, cause=cause, by=by, at=at)


def _tell(
    one: Award, rows: Mapping[int, Scored], write: Callable[[About, Scored], Text], *, cause: str, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    about = about_of(one.tender)
    found = {
        each.invitation.pk: write(about, rows[each.bid.pk])
        for each in scoring.candidates(one.tender)
        if each.invitation is not None and each.bid.pk in rows
    }
    tendering.tell_outcome(one.tender, texts=found, cause=cause, by=by, at=at)

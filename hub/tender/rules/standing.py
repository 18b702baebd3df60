"""Whether answers are taken at a moment, and what may still be changed then: the clock decides, not a stored state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from hub.law.findings import Finding
from hub.platform.words import deadline
from hub.tender.terms import State


def is_open(status: str, due_at: datetime | None, *, at: datetime) -> bool:
    """Say whether answers are taken: it was sent, it is not withdrawn, and the due time has not come.

    "Midday" means that 12:00:00.000000 is late.
    """
    return status == State.OPEN and due_at is not None and at < due_at


def bars_after_due(status: str, due_at: datetime | None, *, at: datetime) -> Iterator[Finding]:
    """Nobody changes anything for those who are asked once the due time has come (security.md §7, R8)."""
    if status == State.OPEN and due_at is not None and at >= due_at:
        told = f"Answers were due by {deadline(due_at)}. Nothing is changed after that, for nobody."
        yield Finding("too_late", told)


def bars_when_not_open(status: str, due_at: datetime | None, *, at: datetime) -> Iterator[Finding]:
    """Suppliers do nothing about a quote that takes no answers: withdrawn, or past its due time."""
    if not is_open(status, due_at, at=at):
        until = f" Answers were due by {deadline(due_at)}." if due_at is not None else ""
        yield Finding("closed", f"This quote is not open any more.{until}")


def bars_to_extending(before: datetime, after: datetime) -> Iterator[Finding]:
    """A new return date is later than the one that everybody was told."""
    if after <= before:
        told = f"Everybody was told {deadline(before)}. Choose a later time: nobody is given less."
        yield Finding("sooner", told, cure="due_on")

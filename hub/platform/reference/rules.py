"""When a dated value may be added or ended; plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hub.law.findings import Finding


@dataclass(frozen=True)
class Span:
    """The days for which a value holds; ``valid_to`` is the first day without."""

    valid_from: date
    valid_to: date | None

    def meets(self, other: Span) -> bool:
        """Say whether two spans share a day."""
        begins_before_end = other.valid_to is None or self.valid_from < other.valid_to
        return begins_before_end and (self.valid_to is None or other.valid_from < self.valid_to)

    def words(self) -> str:
        """Say the span in words."""
        begun = f"{self.valid_from.day} {self.valid_from:%B %Y}"
        if self.valid_to is None:
            return f"from {begun}"
        return f"from {begun} until {self.valid_to.day} {self.valid_to:%B %Y}"


@dataclass(frozen=True)
class Stated:
    """One row of a table of the law as it was entered, with how much it counts against others of its code.

    :param place: where it stands among all rows that were read.
    """

    code: str
    valid_from: date
    valid_to: date | None
    rank: int
    what: Any = None
    place: int = 0


def in_turn(rows: Iterable[Stated]) -> list[Stated]:
    """Let each row hold until the next of its code begins; of two that begin on a day, the one of higher rank holds.

    What shipped is never edited, so this is how a row that was added on screen ends the shipped one, and how a later
    shipped row ends the one that was added.
    """
    kept = list(rows)
    by_code: dict[str, dict[date, Stated]] = {}
    for row in kept:
        same_day = by_code.setdefault(row.code, {})
        if row.valid_from not in same_day or same_day[row.valid_from].rank <= row.rank:
            same_day[row.valid_from] = row
    found = []
    for row in kept:
        turns = by_code[row.code]
        if turns[row.valid_from] is not row:
            continue
        following = min((day for day in turns if day > row.valid_from), default=None)
        ends = [day for day in (row.valid_to, following) if day is not None]
        found.append(replace(row, valid_to=min(ends, default=None)))
    return found


def laid_over(rows: Iterable[Stated]) -> list[Stated]:
    """Let rows of higher rank hold wherever they hold, and those of lower rank on all other days.

    This is for settings that an authority may make its own: its row stands over the national one, whatever newer one
    comes, and where its own ends the national one holds again. A row may thus hold in several stretches.
    """
    kept = list(rows)
    found: list[Stated] = []
    taken: dict[str, list[Span]] = {}
    for rank in sorted({row.rank for row in kept}, reverse=True):
        level = in_turn(row for row in kept if row.rank == rank)
        for row in level:
            free = _without(Span(row.valid_from, row.valid_to), taken.get(row.code, []))
            moved = [replace(row, valid_from=one.valid_from, valid_to=one.valid_to) for one in free]
            found += moved
        for row in level:
            taken.setdefault(row.code, []).append(Span(row.valid_from, row.valid_to))
    return sorted(found, key=lambda row: (row.place, row.valid_from))


def _without(span: Span, taken: Iterable[Span]) -> list[Span]:
    """Give the stretches of a span that no other takes."""
    left = [span]
    for other in taken:
        left = [piece for one in left for piece in _cut(one, other)]
    return left


def _cut(span: Span, other: Span) -> list[Span]:
    if not span.meets(other):
        return [span]
    found = [Span(span.valid_from, other.valid_from)] if span.valid_from < other.valid_from else []
    if other.valid_to is not None and (span.valid_to is None or other.valid_to < span.valid_to):
        found.append(Span(other.valid_to, span.valid_to))
    return found


def bars_to_stating(new: Span, existing: Iterable[Span]) -> list[Finding]:
    """Refuse a row of a table of the law that ends before it begins, or begins on the day of another of its code.

    It may begin in the past, because the law may have changed before anybody entered it.
    """
    found = []
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        found.append(Finding("order", "The last day must be after the first day."))
    if any(span.valid_from == new.valid_from for span in existing):
        message = "A row of this code was entered here for that day already. End that one, or choose another day."
        found.append(Finding("same_day", message))
    return found


def bars_to_ending(span: Span, *, valid_to: date, today: date, is_law: bool) -> list[Finding]:
    """Refuse an end before the first day, and one in the past: decisions keep the values they were made with.

    A row of the law may have ended before anybody entered it.
    """
    if valid_to <= span.valid_from:
        return [Finding("order", "The last day must be after the first day.")]
    if valid_to < today and not is_law:
        message = "The first day without it must be today or later. Past decisions keep the value they were made with."
        return [Finding("past", message)]
    return []


def bars_to_taking_back(span: Span, *, today: date, is_law: bool) -> list[Finding]:
    """Only a value that nothing was decided by yet is taken back."""
    if is_law:
        return [Finding("law", "A row of a table of the law is ended, not taken back.")]
    if span.valid_from <= today:
        return [Finding("begun", "It holds already, so it is ended, not taken back.")]
    return []


def bars_to_adding(new: Span, existing: Iterable[Span], *, today: date) -> list[Finding]:
    """Refuse a value that begins in the past or shares a day with one that has an end."""
    found = []
    if new.valid_from < today:
        found.append(
            Finding("past", "The first day must be today or later. Past decisions keep the value they were made with.")
        )
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        found.append(Finding("order", "The last day must be after the first day."))
    for span in existing:
        if new.meets(span) and not (span.valid_to is None and span.valid_from < new.valid_from):
            found.append(
                Finding("overlap", f"This value and the one {span.words()} hold on the same days. End that one first.")
            )
    return found

"""When a dated value may be added or ended; plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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

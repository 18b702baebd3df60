"""The meetings of the bodies that decide: read once for each plan, then found by their day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hub.law.answers import bad
from hub.law.findings import Finding
from hub.law.planning.terms import ALSO_CALLED, DECISIONS, Meeting, StepName

KNOWN = {**{one.value: one for one in StepName}, **ALSO_CALLED}


@dataclass(frozen=True, slots=True)
class Sittings:
    """The meetings that may decide one step, in the order of their days; days are ordinals."""

    meets: list[int]
    papers: list[int]

    def first(self, ready: int, floor: int) -> int | None:
        """Give the first meeting not before either day whose papers can be ready; `ready` is the first day for them."""
        for place in range(bisect_left(self.meets, max(ready, floor)), len(self.meets)):
            if self.papers[place] >= ready:
                return self.meets[place]
        return None

    def last_by(self, day: int) -> int | None:
        """Give the last meeting up to a day."""
        place = bisect_left(self.meets, day + 1)
        return self.meets[place - 1] if place else None

    def papers_of(self, day: int) -> list[int]:
        """Give the deadlines for papers of the meetings of a day; none where nobody meets."""
        first = bisect_left(self.meets, day)
        return self.papers[first : bisect_left(self.meets, day + 1, first)]


def step_named(said: str) -> StepName | None:
    """Give the step that a name means, or none."""
    return KNOWN.get(said)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The meetings of an authority, read once.

    Args:
        sittings: those for each step.
        days: every day on which somebody meets.
        faults: what is wrong with single meetings; with any, there are no sittings.
    """

    sittings: dict[StepName, Sittings]
    days: frozenset[date]
    faults: tuple[Finding, ...]

    def without(self, closed: frozenset[date]) -> tuple[dict[StepName, Sittings], list[date]]:
        """Give the sittings that are not on closed days, and the days on which meetings were left out."""
        lost = sorted(closed & self.days)
        if not lost:
            return self.sittings, lost
        gone = {day.toordinal() for day in lost}
        pairs = {
            step: [(meets, papers) for meets, papers in zip(one.meets, one.papers, strict=True) if meets not in gone]
            for step, one in self.sittings.items()
        }
        return {step: _sorted(sits) for step, sits in pairs.items()}, lost


# Thousands of plans are made against the same meetings: the last few tuples are known again by identity.
_READ: list[tuple[Sequence[Meeting], Calendar]] = []
MOST_READ = 8


def calendar_of(committees: Sequence[Meeting]) -> Calendar:
    """Read meetings, or know them again."""
    for known, found in tuple(_READ):
        if known is committees:
            return found
    faults = tuple(meeting_faults(committees))
    merged: dict[StepName, list[tuple[int, int]]] = {}
    for one in () if faults else committees:
        merged.setdefault(KNOWN[one.step], []).append((one.meets_on.toordinal(), one.papers_by.toordinal()))
    by_step = {step: _sorted(sits) for step, sits in merged.items()}
    calendar = Calendar(by_step, frozenset(one.meets_on for one in committees), faults)
    _READ.insert(0, (committees, calendar))
    del _READ[MOST_READ:]
    return calendar


def _sorted(sits: list[tuple[int, int]]) -> Sittings:
    sits.sort()
    return Sittings([meets for meets, _ in sits], [papers for _, papers in sits])


def meeting_faults(committees: Sequence[Meeting]) -> Iterator[Finding]:
    """Name each meeting for a step that no body decides, and each whose papers are due after it."""
    decided = {name for name, step in KNOWN.items() if step in DECISIONS}
    for number, one in enumerate(committees, 1):
        if one.step in decided and one.papers_by <= one.meets_on:
            continue
        where, known = f"committees.{number}", " or ".join(DECISIONS)
        if one.step not in KNOWN:
            yield bad(f"{where}.step", f"There is no step “{one.step[:60]}”. A body decides {known}.")
        elif one.step not in decided:
            yield bad(f"{where}.step", f"No body decides {KNOWN[one.step]}: name {known}.")
        if one.papers_by > one.meets_on:
            words = f"Papers cannot be due on {one.papers_by.isoformat()}, after the meeting on "
            yield bad(f"{where}.papers_by", f"{words}{one.meets_on.isoformat()}. Correct one of the two days.")

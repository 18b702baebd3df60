"""The versions of a scheme of delegation: each day on which a line of it begins or ends makes the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hub.platform.approvals import rules
from hub.platform.approvals.rules import Band
from hub.platform.approvals.selectors import SET
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority


@dataclass(frozen=True)
class Version:
    """The lines of a scheme from a day on.

    :param until: the first day of the next version, or None for the last one.
    """

    number: int
    starts_on: date
    until: date | None
    bands: tuple[Band, ...]

    def holds(self, on: date) -> bool:
        """Say whether it is the one of a day."""
        return self.starts_on <= on and (self.until is None or on < self.until)


def versions(authority: Authority) -> list[Version]:
    """Give every version of an authority's scheme, the oldest first, in one query."""
    lineage = authority.lineage()
    rows = Entry.objects.filter(set=SET).order_by("position", "code")
    entries = list(rows.filter(authority__in=lineage) | rows.filter(authority__isnull=True))
    days = sorted({day for one in entries for day in (one.valid_from, one.valid_to) if day is not None})
    found: list[tuple[date, tuple[Band, ...]]] = []
    for day in days:
        bands = _on(entries, day, lineage)
        if not found or found[-1][1] != bands:
            found.append((day, bands))
    nexts = [*(day for day, _ in found[1:]), None][: len(found)]
    return [
        Version(number, day, until, bands)
        for number, ((day, bands), until) in enumerate(zip(found, nexts, strict=True), start=1)
    ]


def version_of(found: Sequence[Version], on: date) -> Version | None:
    """Give the version of a day, or None before the first."""
    return next((one for one in found if one.holds(on)), None)


def _on(entries: Sequence[Any], day: date, lineage: Sequence[int]) -> tuple[Band, ...]:
    """Give the lines of a day: the authority's own, else its parent's, else everybody's, as the lookup does."""
    held = [one for one in entries if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)]
    for owner in [*lineage, None]:
        own = [one for one in held if one.authority_id == owner]
        if own:
            return tuple(
                rules.band_of(one.code, one.label, one.data, valid_from=one.valid_from, source=one.source)
                for one in own
            )
    return ()

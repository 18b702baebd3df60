"""Ask for dated values. The date is never guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

from hub.platform.once import once
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority


class NoSuchValue(LookupError):
    """No value of that set and code holds on that date."""


@once
def get(name: str, *, on: date, authority: Authority | None = None) -> list[Entry]:
    """Give the entries of a set on a date: the authority's own, else its parent's, else everybody's."""
    lineage = authority.lineage() if authority else []
    rows = Entry.objects.filter(set=name).on(on).order_by("position", "code")
    by_owner: dict[int | None, list[Entry]] = {}
    for row in rows.filter(authority__in=lineage) | rows.filter(authority__isnull=True):
        by_owner.setdefault(row.authority_id, []).append(row)
    for owner in [*lineage, None]:
        if owner in by_owner:
            return by_owner[owner]
    return []


@once
def layered(name: str, *, on: date, authority: Authority | None = None) -> list[Entry]:
    """Give the entries of a set on a date, code by code: the authority's own, else its parent's, else everybody's.

    For sets of many independent values, of which an authority changes a few, such as level tests.
    """
    lineage = authority.lineage() if authority else []
    rank = {owner: place for place, owner in enumerate([*lineage, None])}
    rows = Entry.objects.filter(set=name).on(on).order_by("position", "code")
    best: dict[str, Entry] = {}
    for row in rows.filter(authority__in=lineage) | rows.filter(authority__isnull=True):
        known = best.get(row.code)
        if known is None or rank[row.authority_id] < rank[known.authority_id]:
            best[row.code] = row
    return sorted(best.values(), key=lambda row: (row.position, row.code))


def value(name: str, code: str, *, on: date, authority: Authority | None = None) -> dict[str, Any]:
    """Give the data of one entry on a date.

    :raises NoSuchValue: when there is none; the message names set, code and date.
    """
    for entry in get(name, on=on, authority=authority):
        if entry.code == code:
            return dict(entry.data)
    raise NoSuchValue(f"No value {code} in {name} holds on {on.isoformat()}. Add it under Settings, Dated values.")

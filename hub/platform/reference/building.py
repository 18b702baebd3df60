"""The law's tables out of stored rows: which row holds when, and whose row stands over the national one.

Plain Python over plain rows, so that pages and the command line build the same tables, however they read the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hub.law.tables import Row, Tables
from hub.platform.reference.files import SetFile
from hub.platform.reference.rules import Stated, in_turn, laid_over

COLUMNS = ("set", "code", "label", "data", "valid_from", "valid_to", "source", "authority_id")
# The order in which they ship, and then that in which they begin.
ORDER = ("set", "position", "code", "valid_from", "id")


@dataclass(frozen=True)
class Stored:
    """One row as the database keeps it; the names are those of the columns."""

    set: str
    code: str
    label: str
    data: Mapping[str, Any]
    valid_from: date
    valid_to: date | None
    source: str
    authority_id: int | None


def build(
    rows: Iterable[Stored],
    sets: Mapping[str, SetFile],
    *,
    owners: Sequence[int] = (),
    names: Mapping[int, str] | None = None,
) -> Tables:
    """Build the tables from rows in the order of ``ORDER``.

    :param sets: the sets of the law by name.
    :param owners: an authority and its parents, nearest first, whose own settings stand over the national ones.
    :param names: the names of authorities by number, for the source of an own setting.
    """
    shared: dict[str, list[Stated]] = {name: [] for name in sets}
    own: dict[str, list[Stated]] = {name: [] for name in sets}
    for place, row in enumerate(rows):
        rank = _rank(row, sets[row.set], owners)
        if rank is not None:
            kept = own if sets[row.set].is_own(row.code) else shared
            kept[row.set].append(Stated(row.code, row.valid_from, row.valid_to, rank, row, place))
    return Tables(
        {name: [_row(one, sets[name], names or {}) for one in _placed(shared[name], own[name])] for name in sets}
    )


def _placed(shared: list[Stated], own: list[Stated]) -> list[Stated]:
    """Give the rows that hold, in the order in which they were read."""
    return sorted([*in_turn(shared), *laid_over(own)], key=lambda one: one.place)


def _rank(row: Stored, table: SetFile, owners: Sequence[int]) -> int | None:
    """Say how much a row counts against another of its code; None when it does not hold here."""
    if row.authority_id is None:
        return 0
    if not table.is_own(row.code):
        return 1
    return len(owners) - owners.index(row.authority_id) if row.authority_id in owners else None


def _row(stated: Stated, table: SetFile, names: Mapping[int, str]) -> Row:
    row: Stored = stated.what
    source = row.source
    if row.authority_id is not None and table.is_own(row.code):
        source = f"Own setting of {names.get(row.authority_id, 'the authority')}: {source}"
    return Row(row.code, row.label, row.data, stated.valid_from, stated.valid_to, source)

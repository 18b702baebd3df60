"""Read and write many rows of deadlines at once: a register of 100,000 contracts has half a million moments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from hub.platform import bulk
from hub.platform.deadlines.models import DeadlineRow

COLUMNS = (
    "kind", "record_id", "name", "key", "about", "authority_id", "person_id", "due_on", "due_at", "is_exact",
    "next_at", "held_until", "held_by", "failures",
)  # fmt: skip


class Spot(NamedTuple):
    """What tells a row from all others of its kind of record."""

    record_id: int
    name: str
    key: str


class Facts(NamedTuple):
    """What a row says about a moment; when any of it differs the row is written anew."""

    about: str
    authority_id: int
    person_id: int | None
    due_on: date
    due_at: datetime
    is_exact: bool


def read(kind: str, ids: Iterable[int]) -> dict[Spot, tuple[int, Facts, datetime | None, int]]:
    """Give the standing rows of some records: number, facts, when to look again, failures."""
    columns = (*Spot._fields, "pk", *Facts._fields, "next_at", "failures")
    rows = DeadlineRow.objects.of(kind, ids).values_list(*columns)
    return {Spot(*row[:3]): (row[3], Facts(*row[4:10]), row[10], row[11]) for row in rows}


def insert(kind: str, rows: Iterable[tuple[Spot, Facts, datetime | None]]) -> None:
    """Insert rows that nobody holds and that have not failed."""
    values = [(kind, *spot, *facts, next_at, None, "", 0) for spot, facts, next_at in rows]
    if values:
        bulk.insert_values(DeadlineRow, COLUMNS, values)

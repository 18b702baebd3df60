"""What the indicators read of the ledger: the payments of a year, as known at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.platform.analytics import engine, parts
from hub.platform.clock import london
from hub.platform.events.models import Event
from hub.spend import acts, footing, questions
from hub.spend.models import Load, Part, Payee
from hub.spend.selectors.overview import covers, saying_tables, standings
from hub.spend.terms import Footing, LoadState, PartKind

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Sum:
    """A part of the year's payments to organisations and all of them, in pounds, and how many lines they are."""

    part: Decimal = NOTHING
    whole: Decimal = NOTHING
    lines: int = 0


def loads_at(authorities: Sequence[int], at: datetime) -> list[Load]:
    """Give the loads that counted at a moment."""
    rows = Load.objects.filter(authority__in=list(authorities), loaded_at__lte=at).select_related("replaced_by")
    gone = [load.pk for load in rows if load.status == LoadState.UNDONE]
    events = Event.objects.filter(verb=acts.UNDO.name, root_kind=Load.kind(), root_id__in=gone)
    undone = dict(events.values_list("root_id", "at")) if gone else {}
    return [load for load in rows if _counted(load, undone.get(load.pk), at)]


def _counted(load: Load, undone_at: datetime | None, at: datetime) -> bool:
    by = load.replaced_by
    if by is not None and by.loaded_at <= at:
        return False
    return load.status != LoadState.UNDONE or (undone_at is not None and undone_at > at)


def first_load(authorities: Sequence[int]) -> date | None:
    """Give the day on which the first ledger was loaded."""
    rows = Load.objects.filter(authority__in=list(authorities)).order_by("loaded_at")
    first = rows.values_list("loaded_at", flat=True).first()
    return london(first).date() if first else None


def files(loads: Sequence[Load], kind: PartKind) -> list[str]:
    """Give the files of some loads."""
    rows = Part.objects.filter(load__in=[load.pk for load in loads], kind=kind, is_current=True)
    return parts.paths(rows.order_by("load", "place").values_list("sha256", flat=True))


def year_to(at: datetime) -> tuple[int, int]:
    """Give the first and the last of the twelve months that end with a moment."""
    on = london(at).date()
    first = (on.year - 1) * 100 + on.month + 1
    return (first if on.month < 12 else on.year * 100 + 1), on.year * 100 + on.month


def on_contract(authority: int, at: datetime) -> Sum:
    """Add up the year's payments on contract, of all to organisations: while their supplier had one, or said to be."""
    tables = _footing_tables(authority, at)
    if not tables["totals"]:
        return Sum()
    found = engine.rows(footing.by_footing(*year_to(at), is_told=_is_told(tables)), tables)
    rows = [row for row in found if row["footing"] != Footing.PERSON]
    return _sum(rows, lambda row: row["footing"] == Footing.ON)


def on_register(authority: int, at: datetime) -> Sum:
    """Add up the year's payments behind which a contract on the register stands, of all to organisations."""
    tables = _footing_tables(authority, at)
    if not tables["totals"]:
        return Sum()
    rows = engine.rows(footing.by_register(*year_to(at), is_told=_is_told(tables)), tables)
    return _sum(rows, lambda row: row["is_here"])


@dataclass(frozen=True)
class Behind:
    """What a payee got behind which a contract on the register stands, or none does, in pounds.

    :param is_said: because somebody said so of its lines, not because of its supplier.
    """

    payee: Payee
    amount: Decimal
    is_said: bool


def off_register(authority: int, at: datetime, most: int) -> tuple[int, list[Behind]]:
    """Give the payees that ``on_register`` leaves out: how many, and of those who got most what each got.

    :param most: how many to give.
    """
    return _behind(authority, at, most, is_here=False)


def with_register(authority: int, at: datetime, most: int) -> tuple[int, list[Behind]]:
    """Give the payees that ``on_register`` counts, likewise."""
    return _behind(authority, at, most, is_here=True)


def _behind(authority: int, at: datetime, most: int, *, is_here: bool) -> tuple[int, list[Behind]]:
    tables = _footing_tables(authority, at)
    if not tables["totals"]:
        return 0, []
    question = footing.payees_by_register(*year_to(at), is_told=_is_told(tables), is_here=is_here)
    found = engine.answer(question, tables)
    sums = {row["payee_key"]: row["amount"] for row in found.slice(0, most).to_pylist()}
    rows = {each.key: each for each in Payee.objects.filter(authority=authority, key__in=list(sums))}
    here = set(tables["covers"]["payee_key"].to_pylist())
    return found.num_rows, [
        Behind(rows[key], amount, (key in here) is not is_here) for key, amount in sums.items() if key in rows
    ]


def _footing_tables(authority: int, at: datetime) -> dict[str, Any]:
    """Give the totals as loaded by a moment, and the small tables that tell on which footing a payment stands."""
    loads = loads_at([authority], at)
    known = {"covers": covers(authority), "standings": standings(authority), **saying_tables(authority, loads)}
    return {"totals": files(loads, PartKind.TOTALS), **known}


def _is_told(tables: dict[str, Any]) -> bool:
    """Say whether somebody spoke of a line among those that are measured."""
    return bool(tables["told"].num_rows)


def classified(authority: int, at: datetime) -> Sum:
    """Add up the year's payments with a category, of all to organisations."""
    found = files(loads_at([authority], at), PartKind.LINES)
    if not found:
        return Sum()
    tables = {"lines": found, "standings": standings(authority)}
    return _sum(engine.rows(questions.by_class(*year_to(at)), tables), lambda row: row["has_class"])


def last_paid(authorities: Sequence[int], at: datetime) -> date | None:
    """Give the newest day of payment that was loaded by a moment."""
    days = [load.last_on for load in loads_at(authorities, at) if load.last_on]
    return max((day for day in days if day <= london(at).date()), default=None)


def _sum(rows: Sequence[dict[str, Any]], holds: Any) -> Sum:
    whole = sum((row["amount"] for row in rows), NOTHING)
    part = sum((row["amount"] for row in rows if holds(row)), NOTHING)
    return Sum(part, whole, sum(row["lines"] for row in rows)) if whole > 0 else Sum()

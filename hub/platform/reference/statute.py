"""The law's tables as they are stored: what shipped, and what people entered on screen since.

Rules take :class:`hub.law.tables.Tables`; here they are built from the database and from nothing else. They are kept
until an event tells that a dated value changed, so a page asks one small question and no more.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from django.db.models import Subquery

from hub.law.tables import Row, Tables
from hub.platform.events.models import Event, Head
from hub.platform.reference import acts
from hub.platform.reference.files import law_sets
from hub.platform.reference.models import Entry
from hub.platform.reference.rules import Stated, in_turn
from hub.platform.tenancy.models import Authority

CHANGES = (acts.ADD, acts.END, acts.LOAD, acts.CORRECT)
Stamp = tuple[str, ...]

_built: dict[tuple[int, ...], tuple[Stamp, Tables]] = {}
# What this request has asked for already; None while no request is under way, and then nothing is remembered.
_asked: ContextVar[dict[str, Stamp] | None] = ContextVar("asked_for_the_law", default=None)


def statute(authority: Authority | None = None) -> Tables:
    """Give the law's tables.

    Tables that a statute fixes are the same for everybody. Local ones, such as a period that a constitution sets, are
    those of ``authority``, else of its parent, else what shipped.
    """
    stamp = _stamp()
    owners = tuple(authority.lineage()) if authority is not None and _has_local() else ()
    known = _built.get(owners)
    if known is None or known[0] != stamp:
        known = _built[owners] = (stamp, Tables(_tables(owners)))
    return known[1]


def begin_request(**kwargs: Any) -> None:
    """Ask anew in this request, and then only once."""
    _asked.set({})


def end_request(**kwargs: Any) -> None:
    """Forget what the request asked for."""
    _asked.set(None)


def ask_again() -> None:
    """Let a request see what it changed itself."""
    if (asked := _asked.get()) is not None:
        asked.clear()


def _stamp() -> Stamp:
    """Give the digests of the newest events that changed a dated value: one question, answered from an index."""
    asked = _asked.get()
    if asked and "stamp" in asked:
        return asked["stamp"]
    newest = {
        act.slug: Subquery(Event.objects.filter(verb=act.name).order_by("-number").values("digest")[:1])
        for act in CHANGES
    }
    found = Head.objects.annotate(**newest).values_list(*newest).first()
    stamp = tuple(str(part or "") for part in found or ())
    if asked is not None:
        asked["stamp"] = stamp
    return stamp


def _has_local() -> bool:
    return any(one.is_local for one in law_sets().values())


def _tables(owners: tuple[int, ...]) -> dict[str, list[Row]]:
    """Read every table in the order in which it ships, each row ending where the next of its code begins."""
    found: dict[str, list[Stated]] = {name: [] for name in law_sets()}
    for entry in Entry.objects.filter(set__in=found).order_by("set", "position", "code", "valid_from", "pk"):
        rank = _rank(entry, owners)
        if rank is not None:
            found[entry.set].append(Stated(entry.code, entry.valid_from, entry.valid_to, rank, entry))
    return {name: [_row(one) for one in in_turn(rows)] for name, rows in found.items()}


def _rank(entry: Entry, owners: tuple[int, ...]) -> int | None:
    """Say how much a row counts against another of its code; None when it does not hold here."""
    if entry.authority_id is None:
        return 0
    if law_sets()[entry.set].is_statutory:
        return 1
    return len(owners) - owners.index(entry.authority_id) if entry.authority_id in owners else None


def _row(stated: Stated) -> Row:
    entry = stated.what
    return Row(entry.code, entry.label, entry.data, stated.valid_from, stated.valid_to, entry.source)

"""The law's tables as they are stored: what shipped, and what people entered on screen since.

Rules take :class:`hub.law.tables.Tables`; here they are built from the database and from nothing else. They are kept
until an event tells that a dated value changed, so a page asks one small question and no more.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Q, Subquery

from hub.law.tables import Tables
from hub.platform.events.models import Event, Head
from hub.platform.reference import acts
from hub.platform.reference.building import COLUMNS, ORDER, Stored, build
from hub.platform.reference.files import SetFile, law_sets
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority

CHANGES = (acts.ADD, acts.END, acts.LOAD, acts.CORRECT)
Stamp = tuple[str, ...]

_built: dict[tuple[int, ...], tuple[Stamp, Tables]] = {}
_owning: tuple[Stamp, frozenset[int]] | None = None
# What this request has asked for already; None while no request is under way, and then nothing is remembered.
_asked: ContextVar[dict[str, Stamp] | None] = ContextVar("asked_for_the_law", default=None)


def statute(authority: Authority | None = None) -> Tables:
    """Give the law's tables.

    Tables that a statute fixes are the same for everybody. Settings that an authority may make its own, such as a
    period that a constitution sets, are those of ``authority``, else of its parent, else what shipped.
    """
    return _known(tuple(authority.lineage()) if authority is not None and _owners() else ())


def statute_at(party_id: int | None) -> Tables:
    """Give the law's tables for the authority of that number; those of everybody where it is none.

    It asks who the authority's parent is only where some authority has a setting of its own.
    """
    if party_id is None or not _owners():
        return _known(())
    found = Authority.objects.filter(pk=party_id).first()
    return statute(found)


def _known(owners: tuple[int, ...]) -> Tables:
    stamp = _stamp()
    known = _built.get(owners)
    if known is None or known[0] != stamp:
        known = _built[owners] = (stamp, _tables(owners))
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


@lru_cache(maxsize=4)
def _question(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Give the question for the stamp as a database reads it.

    It is the same always, and asked by nearly every act; writing it anew took ten times as long as the answer.
    """
    newest = {
        act.slug: Subquery(Event.objects.filter(verb=act.name).order_by("-number").values("digest")[:1])
        for act in CHANGES
    }
    return Head.objects.annotate(**newest).order_by("pk").values_list(*newest)[:1].query.sql_with_params()  # type: ignore[no-any-return]


def _stamp() -> Stamp:
    """Give the digests of the newest events that changed a dated value: one question, answered from an index."""
    asked = _asked.get()
    if asked and "stamp" in asked:
        return asked["stamp"]
    with connection.cursor() as cursor:
        cursor.execute(*_question(connection.vendor))
        found = cursor.fetchone()
    stamp = tuple(str(part or "") for part in found or ())
    if asked is not None:
        asked["stamp"] = stamp
    return stamp


def _owners() -> frozenset[int]:
    """Give the authorities that have settings of their own, kept until a dated value changes."""
    global _owning
    stamp = _stamp()
    if _owning is None or _owning[0] != stamp:
        own = [Q(set=one.name) if one.is_local else Q(set=one.name, code__in=one.own_codes) for one in _own_sets()]
        rows = Entry.objects.filter(reduce(or_, own), authority__isnull=False) if own else Entry.objects.none()
        _owning = (stamp, frozenset(rows.values_list("authority_id", flat=True)))
    return _owning[1]


def _own_sets() -> list[SetFile]:
    return [one for one in law_sets().values() if one.has_own]


def _tables(owners: tuple[int, ...]) -> Tables:
    """Read every table in the order in which it ships."""
    sets = law_sets()
    found = Entry.objects.filter(set__in=sets).order_by(*ORDER).values_list(*COLUMNS)
    names = dict(Authority.objects.filter(pk__in=owners).values_list("pk", "name")) if owners else {}
    return build((Stored(*row) for row in found), sets, owners=owners, names=names)

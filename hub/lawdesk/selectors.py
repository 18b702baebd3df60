"""Reads over changes of law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from hub.lawdesk.models import LawChange
from hub.lawdesk.touching import Line, touched_by
from hub.platform.actors import Actor
from hub.platform.identity.models import Person
from hub.platform.identity.roles import OFFICERS
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority

A_PAGE = 20


def changes(actor: Actor) -> Any:
    """Give the changes of law that an officer may read."""
    if actor.is_system:
        return LawChange.objects.all()
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    return LawChange.objects.visible_to(actor).filter(authority__in=reach).select_related("authority", "reviewer")


def change(actor: Actor, reference: str) -> LawChange | None:
    """Give one change of law, or None."""
    return changes(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def held_by(person: Person) -> list[LawChange]:
    """Give the open reviews that a person took up."""
    rows = LawChange.objects.unreviewed().filter(reviewer=person)
    return list(rows.select_related("authority").order_by("pk"))


def rows_of(law_change: LawChange) -> list[Entry]:
    """Give the rows of the table that changed, as they stand."""
    return list(Entry.objects.filter(pk__in=law_change.rows).order_by("position", "code", "valid_from"))


def rows_before(law_change: LawChange) -> dict[str, Entry]:
    """Give, by code, the row that held until the change."""
    rows = Entry.objects.filter(
        set=law_change.table, code__in=law_change.codes, valid_from__lt=law_change.first_day
    ).exclude(pk__in=law_change.rows)
    return {row.code: row for row in rows.order_by("valid_from", "pk")}


@dataclass(frozen=True)
class Touched:
    """The records of one sort that a change touches: how many, why, and one page of them."""

    name: str
    count_words: str
    why: str
    page: Page[Any]
    lines: list[Line]


def touched(law_change: LawChange, actor: Actor, *, on: date, page: str = "") -> list[Touched]:
    """Give what a change touches of what an officer may read, sort by sort."""
    found = []
    what = law_change.changed()
    for touch in touched_by(law_change.table):
        records = touch.records(what, actor, on)
        if records is None:
            continue
        shown = Paginator(records, A_PAGE).get_page(page)
        count = shown.paginator.count
        words = f"{count:,} {touch.noun[0] if count == 1 else touch.noun[1]}"
        lines = [touch.line(record) for record in shown.object_list]
        found.append(Touched(touch.name, words, touch.why(what), shown, lines))
    return found


def everybody() -> list[Authority]:
    """Give every authority of the installation: the law is the same for all of them."""
    return list(Authority.objects.select_related("party").order_by("pk"))


def to_index(ids: Any) -> Any:
    """Give the changes that search indexes."""
    return LawChange.objects.filter(pk__in=list(ids)).select_related("authority")

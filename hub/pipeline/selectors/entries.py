"""Reads over the entries of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from hub.pipeline.models import PipelineEntry
from hub.pipeline.terms import State
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.govuk.asking import Pick
from hub.platform.identity.models import Person
from hub.platform.identity.roles import OFFICERS
from hub.platform.indicators.history import named_at
from hub.platform.search.search import ids_for
from hub.platform.tenancy.models import Authority

MOST = 10


def entries(actor: Actor) -> Any:
    """Give the entries that an officer may read: their authorities' own, and those that partners offered to them."""
    if actor.is_system:
        return PipelineEntry.objects.all()
    return PipelineEntry.objects.visible_to(actor.only(OFFICERS)).select_related("owner", "authority")


def own_entries(actor: Actor) -> Any:
    """Give the entries of the actor's own authorities."""
    return entries(actor).filter(authority__in=actor.only(OFFICERS).reach)


def entry(actor: Actor, reference: str) -> PipelineEntry | None:
    """Give one entry, or None."""
    return entries(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def with_pk(actor: Actor, pk: int) -> PipelineEntry | None:
    """Give one entry by its number, for a package whose case began from it."""
    return entries(actor).filter(pk=pk).first()  # type: ignore[no-any-return]


def open_of(authority: Authority) -> Any:
    """Give the entries of an authority that are still to start."""
    return PipelineEntry.objects.open().filter(authority=authority).select_related("owner", "authority")


def following(kind: str, pk: int) -> PipelineEntry | None:
    """Give the entry that follows a record and was not dropped."""
    return PipelineEntry.objects.following(kind).filter(origin_id=pk).select_related("owner").first()  # type: ignore[no-any-return]


def origins(kind: str) -> Any:
    """Give the numbers of the records of a kind that have an entry, as a subquery."""
    return PipelineEntry.objects.following(kind).values("origin_id")


def followed(kind: str, at: datetime, *, days_ahead: int | None = None) -> Q:
    """Give the condition of the records of a kind that had an entry at a moment.

    :param days_ahead: how many days before the record's end it must have been made; any number unless given.
    """
    entries = ~Q(status=State.DROPPED) & Q(origin_kind=kind, proposed_on__lte=london(at).date())
    if days_ahead is not None:
        entries &= Q(days_ahead__gte=days_ahead)
    return named_at(PipelineEntry, entries, at, by="origin_id")


def cases(kind: str, ids: Iterable[int]) -> dict[int, PipelineEntry]:
    """Give the entries from which cases of a kind began, by the number of the case."""
    rows = PipelineEntry.objects.filter(case_kind=kind, case_id__in=list(ids)).select_related("owner")
    return {row.case_id: row for row in rows}


def owned_by(person: Person) -> Any:
    """Give the entries that somebody sees to and whose procurement is still to start."""
    return PipelineEntry.objects.open().filter(owner=person).order_by("pk")


def departments(authority: Authority) -> list[str]:
    """Give the departments that entries of an authority name."""
    rows = PipelineEntry.objects.filter(authority=authority).exclude(department="")
    return sorted(set(rows.values_list("department", flat=True)))


def partners_of(authority: Authority) -> Any:
    """Give the authorities with which one can buy together: its parent, its partners and those of the same parent."""
    ids = {authority.pk, authority.parent_id} - {None}
    family = Authority.objects.filter(parent__in=ids) | Authority.objects.filter(pk__in=ids)
    return family.exclude(pk=authority.pk).order_by("name")


def find_entries(actor: Actor) -> Callable[[str], list[Pick]]:
    """Give what finds an open entry of the actor's own authorities: by its reference, else by words."""

    def find(text: str) -> list[Pick]:
        rows = own_entries(actor).open()
        exact = list(rows.filter(reference__iexact=text)[:1])
        found = exact or rows.filter(pk__in=ids_for(text, kind=PipelineEntry.kind(), actor=actor))[:MOST]
        return [entry_pick(each) for each in found]

    return find


def entry_pick(entry: PipelineEntry) -> Pick:
    """Give an entry as something that can be chosen."""
    return Pick(entry.reference, str(entry), entry)


def to_index(ids: Any) -> Any:
    """Give the entries that search indexes."""
    return PipelineEntry.objects.filter(pk__in=list(ids)).select_related("authority")

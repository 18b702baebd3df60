"""Reads over duties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from hub.duty.models import Duty
from hub.duty.rules import NOTHING_SETTLED, Settled
from hub.duty.terms import FAILURE, State
from hub.law.terms import NoticeType
from hub.platform.actors import Actor
from hub.platform.identity.models import Person
from hub.platform.identity.roles import OFFICERS
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority

SCOPE = "law_scope"


def duties(actor: Actor) -> Any:
    """Give the duties that an officer may read."""
    if actor.is_system:
        return Duty.objects.all()
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    return Duty.objects.visible_to(actor).filter(authority__in=reach).select_related("owner")


def duty(actor: Actor, reference: str) -> Duty | None:
    """Give one duty, or None."""
    return duties(actor).select_related("also").filter(reference=reference).first()  # type: ignore[no-any-return]


def of_record(record: Any, actor: Actor) -> list[Duty]:
    """Give what the law asks about a record, what is to be met first, then by date."""
    rows = duties(actor).about(record.kind(), [record.pk]).asked()
    found = list(rows.order_by(F("by").asc(nulls_last=True), "pk"))
    return sorted(found, key=lambda one: not one.is_standing)


def stored(kind: str, ids: Collection[int]) -> dict[tuple[int, str, str], Duty]:
    """Give every duty of some records by number, code and key, withdrawn ones too."""
    rows = Duty.objects.about(kind, ids).order_by("pk")
    return {(one.subject_id, one.code, one.key): one for one in rows}


def settled(kind: str, ids: Collection[int]) -> dict[int, Settled]:
    """Give what was assessed, published of changes and set aside of each of some records, in one query."""
    assessed: dict[int, list[date]] = defaultdict(list)
    changes: dict[int, dict[str, date]] = defaultdict(dict)
    aside: dict[int, set[str]] = defaultdict(set)
    rows = Duty.objects.about(kind, ids).filter(status__in=[State.DONE, State.NOT_NEEDED])
    for pk, code, key, status, on in rows.values_list("subject_id", "code", "key", "status", "published_on"):
        if status == State.NOT_NEEDED:
            aside[pk].add(code)
        elif code == NoticeType.UK9 and key != FAILURE:
            assessed[pk].append(on)
        elif code == NoticeType.UK10:
            changes[pk][key] = on
    return {
        pk: Settled(len(assessed[pk]), max(assessed[pk], default=None), frozenset(aside[pk]), changes[pk])
        for pk in {*assessed, *aside, *changes}
    }


def settled_of(known: dict[int, Settled], pk: int) -> Settled:
    """Give what was settled of one record."""
    return known.get(pk, NOTHING_SETTLED)


def standing_ids(kind: str) -> Any:
    """Give the numbers of the records of a kind that have duties to be met, as a subquery."""
    return Duty.objects.filter(subject_kind=kind).standing().values("subject_id")


def standing_periods(kind: str, ids: Collection[int]) -> dict[int, dict[str, date]]:
    """Give, for each of some records and each sort of notice, the first period whose duty is still to be met."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    rows = Duty.objects.about(kind, ids).standing().exclude(key="").order_by("-key")
    for pk, code, key in rows.values_list("subject_id", "code", "key"):
        found[pk][code] = date.fromisoformat(key)
    return found


def held_by(person: Person) -> Sequence[Duty]:
    """Give what a person who leaves must hand over.

    Where facts are missing the record is mended, and who answers for it is handed over with the record.
    """
    return list(Duty.objects.filter(owner=person, status=State.OPEN).select_related("authority").order_by("pk"))


def of_authority(authority: Authority, codes: Iterable[str]) -> list[Duty]:
    """Give the duties of an authority itself that are to be met, nearest first."""
    rows = (
        Duty.objects.about(Authority.kind(), [authority.pk])
        .standing()
        .filter(code__in=list(codes))
        .select_related("owner")
    )
    return list(rows.order_by(F("by").asc(nulls_last=True), "pk"))


def of_authorities(actor: Actor) -> Any:
    """Give the duties of authorities themselves that are to be met and that an officer may read, nearest first."""
    rows = duties(actor).filter(subject_kind=Authority.kind()).standing()
    return rows.order_by(F("by").asc(nulls_last=True), "pk")


def scope_of(authorities: Collection[int], on: date) -> dict[int, dict[str, dict[str, Any]]]:
    """Give what authorities themselves have stated of their spend and payments on a day; a parent's is not theirs."""
    found: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
    rows = Entry.objects.filter(set=SCOPE, authority__in=authorities).on(on).order_by("valid_from")
    for owner, code, data in rows.values_list("authority_id", "code", "data"):
        found[owner][code] = data
    return found


def to_index(ids: Any) -> Any:
    """Give the duties that search indexes."""
    return Duty.objects.filter(pk__in=list(ids)).select_related("authority")

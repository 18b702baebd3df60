"""Reads over bodies, their members, and the days on which nobody meets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from hub.governance.models import Body, BodyMember
from hub.governance.rules import Recess
from hub.governance.terms import BodyState, Function
from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import authorities_for

RECESSES = "recesses"


def within(rows: Any, actor: Actor) -> Any:
    """Keep the records that an officer may read."""
    if actor.is_system:
        return rows
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    return rows.visible_to(actor).filter(authority__in=reach)


def bodies(actor: Actor) -> Any:
    """Give the bodies that an officer may read."""
    return within(Body.objects.all(), actor)


def body(actor: Actor, reference: str) -> Body | None:
    """Give one body, or None."""
    return bodies(actor).select_related("authority").filter(reference=reference).first()  # type: ignore[no-any-return]


def body_with_code(code: str, authority: Authority) -> Body | None:
    """Give the body that the scheme of delegation calls by a code: the authority's own, else its parent's."""
    found = {one.authority_id: one for one in Body.objects.filter(code=code, authority__in=authority.lineage())}
    return next((found[owner] for owner in authority.lineage() if owner in found), None)


def members_of(body: Body, *, on: date) -> list[BodyMember]:
    """Give those who sit on a body on a day, by name."""
    rows = BodyMember.objects.filter(body=body).in_force(on).select_related("person")
    return list(rows.order_by("person__name", "function"))


def open_seats(body: Body, *, on: date) -> Any:
    """Give the seats of a body that have not ended on a day."""
    rows = BodyMember.objects.filter(body=body).exclude(ends_on__lt=on).select_related("person")
    return rows.order_by("person__name", "function")


def seats_by_person(members: Iterable[BodyMember]) -> dict[int, list[BodyMember]]:
    """Gather the functions of each person."""
    found: dict[int, list[BodyMember]] = {}
    for one in members:
        found.setdefault(one.person_id, []).append(one)
    return found


def chair_of(body: Body, *, on: date) -> Any:
    """Give the person who chairs a body on a day, or None."""
    return next((one.person for one in members_of(body, on=on) if one.function == Function.CHAIR), None)


def seats_of(person: Any, *, on: date) -> Any:
    """Give the seats that a person holds on a day."""
    return BodyMember.objects.in_force(on).filter(person=person).select_related("body")


def bodies_of(person: Any) -> list[Body]:
    """Give the bodies on which a person has a seat that was not ended."""
    seats = BodyMember.objects.filter(person=person, ends_on__isnull=True, body__status=BodyState.SITTING)
    return list(Body.objects.filter(pk__in=seats.values("body")).select_related("authority"))


def recesses(authority: Authority, *, on: date) -> list[Recess]:
    """Give the spans in which an authority's bodies do not meet, as they are set on a day."""
    found = []
    for entry in lookup.get(RECESSES, on=on, authority=authority):
        starts, ends = entry.data.get("starts_on"), entry.data.get("ends_on")
        if starts and ends:
            found.append(Recess(entry.label, date.fromisoformat(starts), date.fromisoformat(ends)))
    return found


def to_index(ids: Any) -> Any:
    """Give the bodies that search indexes."""
    return Body.objects.filter(pk__in=list(ids)).select_related("authority")


def bodies_seats(body: Body, *, on: date) -> dict[int, list[BodyMember]]:
    """Give the seats of a body on a day, gathered by the number of the person."""
    return seats_by_person(members_of(body, on=on))


def authorities_of(actor: Actor) -> list[Authority]:
    """Give the authorities whose bodies an officer may read."""
    return [one for one in authorities_for(actor) if actor.is_system or actor.holds(OFFICERS, one.pk)]

"""Reads over meetings, their agendas and who was there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from hub.governance.models import AgendaItem, Attendance, Body, BodyMember, DeclaredInterest, Meeting
from hub.governance.rules import Quorum, Seat, quorum_of
from hub.governance.selectors.seating import within
from hub.governance.terms import Function, ItemState, MeetingState, Presence
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.identity.roles import Role
from hub.platform.tenancy.models import Authority

# Who reads exempt parts besides the members: those who keep, clear and audit the record.
EXEMPT_READERS = frozenset({Role.GATE_KEEPER, Role.LEGAL, Role.PROCUREMENT_LEAD, Role.AUDITOR, Role.DATA_PROTECTION})


def meetings(actor: Actor) -> Any:
    """Give the meetings that an officer may read."""
    return within(Meeting.objects.all(), actor).select_related("body")


def meeting(actor: Actor, reference: str) -> Meeting | None:
    """Give one meeting, or None."""
    rows = meetings(actor).select_related("body", "authority", "signed_by")
    return rows.filter(reference=reference).first()  # type: ignore[no-any-return]


def item(actor: Actor, reference: str) -> AgendaItem | None:
    """Give one item of a meeting that an officer may read, or None."""
    rows = AgendaItem.objects.filter(reference=reference, meeting__in=meetings(actor))
    return rows.select_related("meeting__body", "meeting__authority", "asked_by", "decision").first()  # type: ignore[no-any-return]


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """Give what stands on an agenda, in its order."""
    rows = AgendaItem.objects.filter(meeting=meeting).standing().select_related("asked_by", "decision")
    return list(rows.order_by("position", "pk"))


def items_about(kind: str, pk: int) -> list[AgendaItem]:
    """Give the standing items about a record, the newest first."""
    rows = AgendaItem.objects.about(kind, pk).standing().select_related("meeting__body", "decision")
    return list(rows.order_by("-asked_at", "-pk"))


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """Give who was expected and who came, by name."""
    return list(Attendance.objects.filter(meeting=meeting).select_related("person").order_by("person__name", "pk"))


def interests_of(meeting: Meeting) -> list[DeclaredInterest]:
    """Give the interests that were declared for a meeting."""
    return list(DeclaredInterest.objects.filter(meeting=meeting).select_related("person", "item").order_by("pk"))


def seats_at(meeting: Meeting) -> list[Seat]:
    """Give the members of a meeting with their functions, and whether they are in the room now."""
    return [
        Seat(
            one.person_id,
            frozenset(Function(each) for each in one.functions),
            one.presence == Presence.PRESENT,
            one.has_vote,
        )
        for one in Attendance.objects.filter(meeting=meeting)
    ]


def apart_from(item: AgendaItem) -> set[int]:
    """Give those who take no part in an item: who declared an interest in it, asked for it, or stand for it."""
    declared = DeclaredInterest.objects.filter(item=item).values_list("person_id", flat=True)
    return {*declared, item.asked_by_id, *item.stand_for_it}


def quorum_at(meeting: Meeting, *, apart: Collection[int] = ()) -> Quorum:
    """Count the quorum of a meeting as its attendance stands."""
    body: Body = meeting.body
    return quorum_of(seats_at(meeting), needed=body.quorum, functions=body.functions_needed, apart=apart)


def quorum_for(item: AgendaItem) -> Quorum:
    """Count the quorum for one item: those who take no part in it do not count."""
    return quorum_at(item.meeting, apart=apart_from(item))


def ahead(authority: Authority, *, on: date, body: Body | None = None) -> list[Meeting]:
    """Give the meetings of an authority that are still to come, the next one first."""
    rows = Meeting.objects.ahead().filter(authority=authority, meets_on__gte=on).select_related("body")
    return list((rows.filter(body=body) if body else rows).order_by("meets_on", "pk"))


def next_of(body: Body, *, on: date) -> Meeting | None:
    """Give the next meeting of a body whose papers are still awaited on a day, or None."""
    rows = Meeting.objects.filter(body=body, status=MeetingState.PLANNED, papers_by__gte=on)
    return rows.select_related("body").order_by("meets_on").first()  # type: ignore[no-any-return]


def open_for_items(actor: Actor, *, on: date) -> Any:
    """Give the meetings on whose agenda something can still be put."""
    return meetings(actor).filter(status__in=[MeetingState.PLANNED, MeetingState.CONVENED], meets_on__gte=on)


def to_index(ids: Any) -> Any:
    """Give the meetings that search indexes."""
    return Meeting.objects.filter(pk__in=list(ids)).select_related("authority", "body").prefetch_related("items")


def next_item(meeting: Meeting) -> AgendaItem | None:
    """Give the first item of a meeting that is neither decided nor noted, or None."""
    rows = AgendaItem.objects.filter(meeting=meeting, status=ItemState.LISTED)
    return rows.order_by("position", "pk").first()  # type: ignore[no-any-return]


def neighbours(item: AgendaItem) -> tuple[AgendaItem | None, AgendaItem | None]:
    """Give the items before and after one on its agenda."""
    found = items_of(item.meeting)
    place = next((number for number, one in enumerate(found) if one.pk == item.pk), None)
    if place is None:
        return None, None
    return (found[place - 1] if place else None), (found[place + 1] if place + 1 < len(found) else None)


def present_at(meeting: Meeting) -> list[int]:
    """Give the numbers of those who are in the room."""
    rows = Attendance.objects.filter(meeting=meeting, presence=Presence.PRESENT)
    return list(rows.values_list("person_id", flat=True))


def people_at(meeting: Meeting) -> Any:
    """Give the persons who are members of a meeting."""
    return Person.objects.filter(attendances__meeting=meeting).order_by("name")


def function_labels(attendance: Attendance) -> list[str]:
    """Give what somebody was at a meeting for, in words and in the usual order."""
    return [one.label for one in Function if one in attendance.functions]


def next_for(actor: Actor, *, on: date) -> Meeting | None:
    """Give the next meeting of a body on which a person sits, else the next one within reach, or None."""
    coming = meetings(actor).filter(meets_on__gte=on).exclude(status=MeetingState.CANCELLED).order_by("meets_on", "pk")
    seats = BodyMember.objects.in_force(on).filter(person=actor.person_id).values("body")
    return coming.filter(body__in=seats).first() or coming.first()  # type: ignore[no-any-return]


def coming_for(actor: Actor, *, on: date) -> list[Meeting]:
    """Give the next meetings of the bodies on which a person sits."""
    if actor.person_id is None:
        return []
    seats = BodyMember.objects.in_force(on).filter(person=actor.person_id).values("body")
    rows = Meeting.objects.filter(body__in=seats, meets_on__gte=on).exclude(status=MeetingState.CANCELLED)
    return list(rows.select_related("body").order_by("meets_on", "pk")[:3])


def meeting_with(pk: int) -> Meeting:
    """Give a meeting by its number."""
    return Meeting.objects.select_related("authority", "body").get(pk=pk)  # type: ignore[no-any-return]


def meeting_is_visible(actor: Actor, pk: int) -> bool:
    """Say whether an officer may read a meeting."""
    return bool(meetings(actor).filter(pk=pk).exists())


def closed_on(ids: list[int]) -> dict[int, date]:
    """Give the days on which meetings closed, by number, from which the retention of their papers counts."""
    rows = Meeting.objects.filter(pk__in=ids, closed_at__isnull=False).values_list("pk", "closed_at")
    return {pk: london(at).date() for pk, at in rows}


def is_shut(item: AgendaItem, actor: Actor) -> bool:
    """Say whether somebody declared an interest in an item, whose papers are then shut to them."""
    return DeclaredInterest.objects.filter(item=item, person=actor.person_id or 0).exists()


def apart_of(meeting: Meeting, actor: Actor) -> set[int]:
    """Give the items of a meeting in which somebody declared an interest."""
    rows = DeclaredInterest.objects.filter(meeting=meeting, person=actor.person_id or 0)
    return set(rows.values_list("item_id", flat=True))


def sees_exempt(meeting: Meeting, actor: Actor, *, item: AgendaItem | None = None) -> bool:
    """Say whether somebody may read exempt parts: who sits on the body, who keeps its record, and who asked."""
    if actor.is_system or actor.holds(EXEMPT_READERS, meeting.authority_id):
        return True
    if item is not None and item.is_own(actor.person_id):
        return True
    seats = BodyMember.objects.in_force(meeting.meets_on).filter(body=meeting.body_id, person=actor.person_id or 0)
    return seats.exists()

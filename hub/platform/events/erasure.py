"""Erase the personal part of events; the chain stays whole because the body holds only a salted digest."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from hub.platform.actors import Actor
from hub.platform.acts import Act, perform
from hub.platform.events.models import Event, EventDetail
from hub.platform.identity.models import Person
from hub.platform.identity.roles import Role

ERASE = Act(
    "identity.erase_details",
    label="Erased personal details from the event log",
    held_by={Role.DATA_PROTECTION},
    gives_reason=True,
)


def about(person: Person, *, within: QuerySet[Event]) -> list[int]:
    """Give the numbers of the events by or about a person whose details still stand; acts of erasure keep theirs."""
    rows = within.filter(Q(actor_id=person.pk) | Q(subject_kind=Person.kind(), subject_id=person.pk))
    standing = rows.exclude(verb=ERASE.name).exclude(detail_row__text="")
    return list(standing.order_by("number").values_list("number", flat=True))


def erase(person: Person, numbers: list[int], *, by: Actor, at: datetime, reason: str) -> int:
    """Erase the names, values and free text of some events about a person, with a reason.

    The numbers stand in the digested body of the act's own event, so that ``verify`` can tell an erasure from a loss.

    :returns: how many details were erased.
    """
    numbers = sorted(set(numbers))
    with perform(ERASE, person, by=by, at=at) as entry:
        erased = EventDetail.objects.filter(event_id__in=numbers).exclude(text="").update(text="", salt="")
        entry.note(reason, events=numbers, erased=erased)
    return erased

"""Which quotes and tenders somebody may read, and their parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.identity.roles import OFFICERS
from hub.platform.once import once
from hub.procurement import selectors as cases
from hub.procurement.models import Procurement
from hub.tender.models import Clarification, Enquiry, Invitation, Letter, PackItem, Pick, Question, Tender
from hub.tender.terms import GOING_ON


def tenders(actor: Actor) -> Any:
    """Give the quotes and tenders that an officer may read."""
    if actor.is_system:
        return Tender.objects.all()
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    rows = Tender.objects.visible_to(actor).filter(authority__in=reach)
    return rows.select_related("owner", "authority", "procurement")


def tender(actor: Actor, reference: str) -> Tender | None:
    """Give one, or None."""
    return tenders(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def by_reference(actor: Actor, reference: str) -> Procurement | None:
    """Give a case of an actor's own authority, or None."""
    found = cases.find(actor, reference)
    return found if found is not None and found.authority_id == actor.home_id else None


def questions_of(one: Tender) -> list[Question]:
    """Give the questions in their order."""
    return list(one.questions.order_by("number"))


def invitations_of(one: Tender) -> list[Invitation]:
    """Give those who are asked, by name."""
    return list(one.invitations.select_related("supplier__merged_into").order_by("name", "pk"))


def letters_of(one: Tender) -> list[Letter]:
    """Give every letter, newest first."""
    return list(Letter.objects.filter(invitation__tender=one).select_related("invitation").order_by("-pk"))


def draws_of(one: Tender) -> list[Pick]:
    """Give the draws, newest first."""
    return list(one.draws.order_by("-number"))


def clarifications_of(one: Tender) -> list[Clarification]:
    """Give the questions that were answered to everybody, newest first."""
    return list(one.clarifications.order_by("-number"))


def waiting_enquiries(one: Tender) -> list[Enquiry]:
    """Give what suppliers asked and nobody has answered yet, oldest first; who asked is not read."""
    rows = one.enquiries.filter(clarifications__isnull=True).order_by("asked_at", "pk")
    return list(rows.only("pk", "tender", "text", "asked_at"))


def pack_of(one: Tender) -> list[PackItem]:
    """Give the papers as they were sent."""
    return list(one.pack.select_related("document").order_by("pk"))


def enquiries_of(one: Tender, parties: Sequence[int]) -> list[tuple[Enquiry, bool]]:
    """Give what some organisations asked, oldest first, each with whether it is answered."""
    rows = one.enquiries.filter(party__in=list(parties)).prefetch_related("clarifications").order_by("asked_at", "pk")
    return [(row, bool(row.clarifications.all())) for row in rows]


@once
def of_procurement(case: Procurement) -> list[Tender]:
    """Give the quotes and tenders of a case, newest first."""
    return list(case.tenders.select_related("owner").order_by("-pk"))


def underway(case: Procurement) -> Tender | None:
    """Give the one of a case that is prepared or open, or None."""
    return case.tenders.filter(status__in=GOING_ON).order_by("-pk").first()  # type: ignore[no-any-return]


def led_by(person: Person) -> list[Tender]:
    """Give those that somebody leads and that are prepared or open."""
    rows = Tender.objects.going_on().filter(owner=person)
    return list(rows.select_related("authority", "procurement").order_by("pk"))


def to_index(ids: Any) -> Any:
    """Give those that search indexes."""
    return Tender.objects.filter(pk__in=list(ids)).select_related("authority")


def with_authority(pk: int) -> Tender:
    """Give one with its authority, whoever asks; for the mechanisms that point at it.

    :raises Tender.DoesNotExist: when there is none.
    """
    return Tender.objects.select_related("authority", "owner").get(pk=pk)  # type: ignore[no-any-return]


def is_visible(actor: Actor, pk: int) -> bool:
    """Say whether an officer may see one."""
    return tenders(actor).filter(pk=pk).exists()  # type: ignore[no-any-return]


def readers(ids: list[int]) -> dict[int, set[int]]:
    """Give, by number, who reads its confidential papers besides the roles that may: whoever leads it."""
    return {pk: {owner} for pk, owner in Tender.objects.filter(pk__in=ids).values_list("pk", "owner")}


def closed_on(ids: list[int]) -> dict[int, date]:
    """Give, by number, the day on which each was over; those that go on are left out."""
    found = {}
    for pk, closed, withdrawn in Tender.objects.filter(pk__in=ids).values_list("pk", "closed_at", "withdrawn_at"):
        if (over := withdrawn or closed) is not None:
            found[pk] = london(over).date()
    return found


def deadlines_of(case: Procurement) -> Q:
    """Give a filter over the deadlines of the quotes and tenders of a case."""
    return Q(kind=Tender.kind(), record_id__in=case.tenders.values("pk"))

"""What letters wait, and what those who are asked may read."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from hub.platform.actors import Actor
from hub.tender.models import Invitation, Letter, Tender
from hub.tender.terms import Arrival


def waiting_letters(tender: int) -> list[Letter]:
    """Give the letters of a quote that nobody has begun to send, in the order in which they were written."""
    rows = Letter.objects.filter(invitation__tender=tender, arrival=Arrival.WAITING)
    return list(rows.select_related("invitation").order_by("pk"))


def with_waiting_letters() -> list[int]:
    """Give the numbers of the quotes with letters that nobody has begun to send."""
    rows = Letter.objects.filter(arrival=Arrival.WAITING).order_by("invitation__tender")
    return list(rows.values_list("invitation__tender", flat=True).distinct())


def by_nonce(nonce: str) -> Invitation | None:
    """Give the invitation that a link is bound to, or None."""
    rows = Invitation.objects.filter(nonce=nonce, invited_on__isnull=False)
    return rows.select_related("tender__authority", "tender__procurement", "supplier").first()


def _theirs(actor: Actor) -> Q:
    parties = actor.supplier_reach
    return Q(supplier__party__in=parties) | Q(supplier__merged_into__party__in=parties)


def for_suppliers(actor: Actor) -> Any:
    """Give the quotes that an actor's supplier organisations were asked for, nearest due time first."""
    if not actor.supplier_reach:
        return Tender.objects.none()
    asked = Invitation.objects.filter(_theirs(actor), invited_on__isnull=False)
    rows = Tender.objects.filter(pk__in=asked.values("tender"), sent_at__isnull=False)
    return rows.select_related("authority", "procurement").order_by("due_at", "pk")


def for_supplier(actor: Actor, reference: str) -> Tender | None:
    """Give one of these, or None."""
    return for_suppliers(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def door(one: Tender, party: int) -> Invitation | None:
    """Give the invitation of an organisation of the supplier site, or None where it was not asked."""
    theirs = Q(supplier__party=party) | Q(supplier__merged_into__party=party)
    rows = one.invitations.filter(theirs, invited_on__isnull=False)
    return rows.first()  # type: ignore[no-any-return]

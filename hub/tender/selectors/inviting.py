"""What letters wait, and what those who are asked may read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from hub.platform.actors import Actor
from hub.tender.models import Invitation, Letter, Participation, Tender
from hub.tender.terms import Arrival, Says


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


def _of(parties: Iterable[int]) -> Q:
    """Say which invitations are some organisations': those that they took up, else those of their supplier."""
    ids = list(parties)
    known = Q(supplier__party__in=ids) | Q(supplier__merged_into__party__in=ids)
    return Q(participation__party__in=ids) | (Q(participation__isnull=True) & known)


def for_suppliers(actor: Actor) -> Any:
    """Give the quotes that an actor's supplier organisations were asked for, nearest due time first."""
    if not actor.supplier_reach:
        return Tender.objects.none()
    asked = Invitation.objects.filter(_of(actor.supplier_reach), invited_on__isnull=False)
    rows = Tender.objects.filter(pk__in=asked.values("tender"), sent_at__isnull=False)
    return rows.select_related("authority", "procurement").order_by("due_at", "pk")


def for_supplier(actor: Actor, reference: str) -> Tender | None:
    """Give one of these, or None."""
    return for_suppliers(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def takes_part(actor: Actor, pk: int) -> bool:
    """Say whether somebody works for a supplier that was asked, and so may read what everybody was sent."""
    rows = Invitation.objects.filter(_of(actor.supplier_reach), tender=pk, invited_on__isnull=False)
    return rows.exists()  # type: ignore[no-any-return]


def door(one: Tender, party: int) -> Invitation | None:
    """Give the invitation of an organisation of the supplier site, or None where it was not asked."""
    rows = one.invitations.filter(_of([party]), invited_on__isnull=False)
    return rows.first()  # type: ignore[no-any-return]


def doors(tenders: Sequence[Tender], parties: Iterable[int]) -> list[Invitation]:
    """Give the invitations of some organisations to some quotes, each with what was said."""
    ids = list(parties)
    rows = Invitation.objects.filter(_of(ids), tender__in=[one.pk for one in tenders], invited_on__isnull=False)
    return list(rows.select_related("participation", "supplier__merged_into").order_by("pk"))


def participation(invitation: Invitation) -> Participation | None:
    """Give the part that an organisation takes by an invitation, or None before it did anything."""
    rows = Participation.objects.filter(invitation=invitation).select_related("party")
    return rows.first()  # type: ignore[no-any-return]


def party_of(invitation: Invitation) -> int | None:
    """Give the organisation to which an invitation is tied: it took it up, else it is the supplier's; None for none."""
    taken = participation(invitation)
    if taken is not None:
        return taken.party_id  # type: ignore[no-any-return]
    supplier = invitation.supplier
    return supplier.party_id or (supplier.merged_into.party_id if supplier.merged_into else None)  # type: ignore[no-any-return]


def declined(one: Tender, *, at: datetime) -> list[Participation]:
    """Give who said that it will not answer; nobody before the due time, because it tells who does not bid."""
    if one.due_at is None or at < one.due_at:
        return []
    rows = Participation.objects.filter(invitation__tender=one, says=Says.NO)
    return list(rows.select_related("invitation").order_by("invitation__name", "pk"))

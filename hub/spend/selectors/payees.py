"""Reads over payees: the queue of those not matched, and suppliers without a contract."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce

from hub.platform.actors import Actor
from hub.platform.identity.roles import Role
from hub.spend.models import Load, Payee
from hub.spend.terms import Payees


def payees(actor: Actor) -> Any:
    """Give the payees that an actor may see; people only where they are finance."""
    rows = Payee.objects.visible_to(actor).select_related("supplier__merged_into", "owner")
    if actor.is_system:
        return rows
    finance = [party for party in actor.reach if actor.holds({Role.FINANCE}, party)]
    return rows.exclude(~_in(finance), payee_kind=Payees.PERSON) if finance else rows.exclude(payee_kind=Payees.PERSON)


def get(actor: Actor, number: str | int) -> Payee | None:
    """Give one payee, or None when it is out of reach."""
    return payees(actor).filter(pk=number).first()  # type: ignore[no-any-return]


def with_sums(rows: Any) -> Any:
    """Add to each payee the lines and the sum of the loads that count, as ``spent_lines`` and ``spent``."""
    counts = {"loads__load__in": Load.objects.all().counting()}
    return rows.filter(**counts).annotate(
        spent=Coalesce(Sum("loads__amount"), 0, output_field=Payee._meta.get_field("amount")),
        spent_lines=Sum("loads__lines"),
    )


def unmatched(actor: Actor) -> Any:
    """Give the queue: organisations with no supplier, those who got most first."""
    return with_sums(payees(actor).unmatched()).order_by("-spent", "pk")


def _in(authorities: list[int]) -> Any:
    from django.db.models import Q

    return Q(authority__in=authorities)

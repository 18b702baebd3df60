"""Reads over payees: the queue of those not matched, and suppliers without a contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from hub.contract.models import ContractSupplier
from hub.platform.actors import Actor
from hub.platform.identity.roles import Role
from hub.spend.models import Payee
from hub.spend.selectors.overview import reach
from hub.spend.selectors.saying import NO_CONTRACT
from hub.spend.terms import Payees
from hub.supplier.models import Supplier
from hub.supplier.selectors import company_number, named

MOST = 6


def payees(actor: Actor) -> Any:
    """Give the payees that an actor may see; people only where they are finance."""
    rows = Payee.objects.visible_to(actor).select_related("supplier__merged_into", "owner")
    if actor.is_system:
        return rows
    finance = [party for party in actor.reach if actor.holds({Role.FINANCE}, party)]
    people = Q(payee_kind__in=[Payees.PERSON, Payees.DOUBTFUL])
    return rows.exclude(~Q(authority__in=finance), people) if finance else rows.exclude(people)


def get(actor: Actor, number: str | int) -> Payee | None:
    """Give one payee, or None when it is out of reach."""
    return payees(actor).filter(pk=number).first()  # type: ignore[no-any-return]


def readable(actor: Actor, reference: str | int) -> Payee | None:
    """Give a payee to an officer of its authority, or None."""
    found = get(actor, reference)
    return found if found is not None and (actor.is_system or found.authority_id in reach(actor)) else None


def with_key(actor: Actor, authority: int, key: str) -> Payee | None:
    """Give the payee of a line, or None when it is out of reach."""
    return payees(actor).filter(authority=authority, key=key[:300]).first() if key else None  # type: ignore[no-any-return]


def unmatched(actor: Actor) -> Any:
    """Give the queue: organisations with no supplier that got something, those who got most first."""
    return payees(actor).unmatched().filter(lines__gt=0).order_by("-amount", "pk")


def doubtful(actor: Actor) -> Any:
    """Give those who may be people and of whom finance has not said it yet, those who got most first."""
    return payees(actor).filter(payee_kind=Payees.DOUBTFUL, lines__gt=0).order_by("-amount", "pk")


def chosen_doubtful(actor: Actor, keys: Sequence[int]) -> list[Payee]:
    """Give those of some payees that are doubtful and within reach, in the order of the queue."""
    return list(doubtful(actor).filter(authority__in=reach(actor), pk__in=list(keys)))


def after(payee: Payee, actor: Actor) -> Payee | None:
    """Give the next of the queue after a payee, or the first of all where none follows."""
    rows = unmatched(actor).exclude(pk=payee.pk)
    later = rows.filter(Q(amount__lt=payee.amount) | Q(amount=payee.amount, pk__gt=payee.pk))
    return later.first() or rows.first()  # type: ignore[no-any-return]


def without_contract(actor: Actor) -> Any:
    """Give the organisations whose supplier has no contract here and that got something."""
    rows = payees(actor).organisations().filter(supplier__isnull=False, lines__gt=0)
    parts = ContractSupplier.objects.exclude(contract__status__in=NO_CONTRACT)
    parts = parts.filter(contract__authority=OuterRef("authority"))
    # One after the other: PostgreSQL turns each into one pass over the contracts, and three in one into thousands.
    for held in (
        parts.filter(supplier=OuterRef("supplier")),
        parts.filter(supplier__merged_into=OuterRef("supplier")),
        parts.filter(supplier=OuterRef("supplier__merged_into")),
    ):
        rows = rows.exclude(Exists(held))
    return rows


def candidates(payee: Payee) -> list[tuple[Supplier, str]]:
    """Give suppliers that a payee may be, each with the reason: register numbers first, then likely names."""
    found: dict[int, tuple[Supplier, str]] = {}
    number = company_number(payee.company_number)
    for supplier in named(number) if number else []:
        found.setdefault(supplier.pk, (supplier, "The same company number"))
    for supplier in named(payee.name):
        found.setdefault(supplier.pk, (supplier, "The same name"))
    words = [word for word in payee.key.split() if len(word) > 2][:3]
    for count in range(len(words), 0, -1):
        rows = Supplier.objects.live().filter(match_key__startswith=" ".join(words[:count]))[:MOST]
        for supplier in rows:
            found.setdefault(supplier.pk, (supplier, "Its name begins the same"))
        if len(found) >= MOST:
            break
    return list(found.values())[:MOST]


def of_supplier(supplier: Supplier, actor: Actor) -> Any:
    """Give the payees that are matched to a supplier, or to an entry merged into it, those who got most first."""
    rows = payees(actor).filter(authority__in=reach(actor), lines__gt=0)
    return rows.filter(Q(supplier=supplier) | Q(supplier__merged_into=supplier)).order_by("-amount", "pk")

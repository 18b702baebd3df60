"""Which contracts somebody may read, and the plain values that rules work on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, Sum

from hub.contract import rules
from hub.contract.models import Contract, ContractSupplier, PartnerShare, Withdrawal
from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS
from hub.supplier.models import Supplier

# So many authorities share contracts under one reference, at most.
FEW = 20


def contracts(actor: Actor) -> Any:
    """Give the contracts on the register that an officer may read: their authorities' own and those shared.

    Outside evaluators see their scoring and nothing else, so a role there opens nothing here.
    """
    return Contract.objects.visible_to(as_officer(actor)).on_register().select_related("manager", "owner", "authority")


def get(reference: str, actor: Actor) -> Contract:
    """Give one contract, withdrawn ones included: whoever was told about it finds the reason.

    :param reference: its address; or its reference alone, the present or an earlier one, by which the reader's own
        authority is looked at first.
    :raises Contract.DoesNotExist: when there is none, or it is out of the actor's reach.
    """
    found = Contract.objects.visible_to(as_officer(actor)).select_related("manager", "owner", "authority", "framework")
    parties = ContractSupplier.objects.select_related("supplier__merged_into", "lot")
    shares = PartnerShare.objects.select_related("authority")
    found = found.prefetch_related("options", "lots", Prefetch("parties", parties), Prefetch("partner_shares", shares))
    addressed = next(iter(found.filter(address=reference)[:1]), None)
    if addressed is not None:
        return addressed  # type: ignore[no-any-return]
    # Who bears the reference now comes before who bore it until it was corrected.
    for rows in (found.filter(reference=reference), found.filter(referencechanges__before=reference).distinct()):
        if named := sorted(rows[:FEW], key=lambda each: each.authority_id != actor.home_id):
            return named[0]
    raise Contract.DoesNotExist(f"There is no contract {reference} within reach.")


def as_officer(actor: Actor) -> Actor:
    """Give the actor with the roles of officers alone, so that an evaluator's role opens no register."""
    return replace(actor, grants=frozenset(grant for grant in actor.grants if grant.role in OFFICERS))


def options(contract: Contract) -> list[rules.Option]:
    """Give the extension options as the rules see them; prefetch ``options`` for many contracts."""
    return [rules.Option(each.number, each.months, each.decide_by, each.state) for each in contract.options.all()]


def borne(contract: Contract) -> set[str]:
    """Give what a contract is called and was called before."""
    return {contract.reference, *contract.referencechanges.values_list("before", flat=True)}


def withdrawal_of(contract: Contract) -> Withdrawal | None:
    """Give the withdrawal that keeps a contract off the register, if one does."""
    return contract.withdrawals.filter(undone_on__isnull=True).last()


@dataclass(frozen=True)
class SuppliersContracts:
    """The contracts with one supplier: the last to end, how many in all, and what they are worth."""

    supplier_id: int
    name: str
    rows: list[Contract]
    count: int
    value: Decimal | None
    foreign: int = 0


def naming(supplier: Supplier) -> Any:
    """Give the numbers of the contracts that name a supplier or an entry merged into it, as a subquery."""
    return ContractSupplier.objects.naming(supplier.standing).values("contract")


def with_supplier(supplier: Supplier, actor: Actor, *, most: int = 20) -> SuppliersContracts:
    """Give the contracts with a supplier, and with entries merged into it, that an officer may read."""
    rows = contracts(actor).filter(pk__in=naming(supplier))
    foreign = Count("pk", filter=Q(foreign_value_ex_vat__isnull=False, value_ex_vat__isnull=True))
    sums = rows.aggregate(count=Count("pk"), value=Sum("value_ex_vat"), foreign=foreign)
    newest = list(rows.order_by("-ends_on", "pk")[:most])
    return SuppliersContracts(supplier.pk, supplier.name, newest, sums["count"], sums["value"], sums["foreign"])

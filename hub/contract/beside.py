"""Contracts that look like a case that is being prepared: the two may count together (PA 2023 Sch 3 para 4)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from hub.contract import selectors
from hub.contract.models import Contract
from hub.contract.terms import RUNNING, Nature
from hub.law.terms import ContractKind
from hub.platform.actors import Actor
from hub.procurement import beside
from hub.procurement.selectors.neighbours import alike, with_vat

KINDS = {Nature.GOODS: ContractKind.GOODS, Nature.SERVICES: ContractKind.SERVICES, Nature.WORKS: ContractKind.WORKS}


def find(wanted: beside.Wanted, actor: Actor) -> Iterator[beside.Purchase]:
    """Give the contracts in force, or that ended within the year, of the same class of codes or category."""
    rows = selectors.contracts(actor).filter(alike(wanted), authority=wanted.authority)
    recent = Q(status__in=sorted(RUNNING)) | Q(ends_on__gte=wanted.since)
    for row in rows.filter(recent).order_by("-ends_on", "pk")[: beside.MOST]:
        yield _purchase(row, wanted)


def _purchase(contract: Contract, wanted: beside.Wanted) -> beside.Purchase:
    value, note = contract.value_inc_vat, ""
    if value is None and contract.value_ex_vat is not None:
        value, note = with_vat(contract.value_ex_vat, on=wanted.until), "VAT at the standard rate added"
    kind = KINDS.get(Nature(contract.nature)) if contract.nature else None
    page = contract.get_absolute_url()
    return beside.Purchase("contract", str(contract.pk), contract.reference, contract.title, page, value, kind, note)


beside.source("contract", label="Contract", find=find, order=30)

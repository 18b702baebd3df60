"""What one page does in several acts: add a contract that is already signed, name suppliers by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.contract import acts
from hub.contract.models import Contract
from hub.contract.services.derived import Part
from hub.contract.services.entering import add, sign, start
from hub.contract.services.parts import name_suppliers
from hub.contract.terms import SupplierRole
from hub.platform.actors import Actor
from hub.platform.acts import together
from hub.platform.clock import london
from hub.platform.tenancy.models import Authority
from hub.supplier import rules as supplier_rules
from hub.supplier import services as supplier_services


@dataclass(frozen=True)
class NamedPart:
    """A supplier's part in a contract, as somebody typed it: by name or company number.

    :param identifier: its number in a register of organisations, where one was given.
    """

    supplier: str
    role: str = SupplierRole.LEAD
    share_percent: Decimal | None = None
    lot_number: str = ""
    identifier: supplier_rules.Identifier | None = None


def enter(
    *,
    authority: Authority,
    facts: Mapping[str, Any],
    suppliers: Sequence[NamedPart],
    signed_on: date | None,
    reference: str = "",
    by: Actor,
    at: datetime,
) -> Contract:
    """Add a contract, and record its signature and its start when they lie behind us.

    A contract manager who adds one manages it until it is handed over.

    :param suppliers: empty when none is known yet.
    :raises Refused: when a supplier is not clear or core facts are missing for a signed contract.
    """
    if not by.holds(acts.CORRECT.held_by, authority.pk):
        # Who adds a contract without holding every contract answers for it, or could not go on with it.
        facts = {**facts, "manager_id": by.person_id}
    with together():
        parts = [_part(each, by=by, at=at) for each in suppliers]
        contract = add(authority=authority, facts=facts, suppliers=parts, reference=reference or None, by=by, at=at)
        if signed_on is not None:
            sign(contract, signed_on=signed_on, by=by, at=at)
            if contract.starts_on is not None and contract.starts_on <= london(at).date():
                start(contract, by=by, at=at)
    return contract


def name_suppliers_by_name(
    contract: Contract,
    *,
    suppliers: Sequence[NamedPart],
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Contract:
    """Say by names or company numbers which suppliers the contract is with; those not known yet are added."""
    with together():
        parts = [_part(each, by=by, at=at) for each in suppliers]
        return name_suppliers(contract, parts=parts, reason=reason, by=by, at=at, version=version)


def _part(named: NamedPart, *, by: Actor, at: datetime) -> Part:
    supplier = supplier_services.named_or_new(named.supplier, number=named.identifier, by=by, at=at)
    return Part(supplier, named.role, named.share_percent, named.lot_number)

"""Contracts in every state, reached by performing the real acts. Tests and the demo are built from these.

Each story takes who acts (``by``) and an instant (``at``); what happens before that instant is told at earlier ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hub.contract import acts, rules, services
from hub.contract.models import Contract
from hub.contract.services import Part
from hub.contract.terms import ContractKind, Route, TerminationGround, Tier
from hub.platform.act_table import Act
from hub.platform.actors import SYSTEM, Actor
from hub.platform.approvals import services as approvals
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority
from hub.supplier import services as supplier_services
from hub.supplier.models import Supplier
from hub.supplier.rules import Identifier

USUAL: dict[str, Any] = {
    "title": "Grounds maintenance",
    "description": "Cutting grass, hedges and beds at 41 sites.",
    "department": "Place",
    "route": Route.OPEN,
    "tier": Tier.GOLD,
    "value_ex_vat": Decimal(900_000),
    "nature": "services",
    "main_cpv": "77310000",
}


def meridian(*, by: Actor, at: datetime) -> Supplier:
    """Find or add Meridian FM plc, the cast's large supplier."""
    known = Supplier.objects.filter(name="Meridian FM plc").first()
    number = [Identifier("GB-COH", "04455667")]
    return known or supplier_services.add(name="Meridian FM plc", size="large", identifiers=number, by=by, at=at)


def contract_draft(
    *, authority: Authority, by: Actor, at: datetime, supplier: Supplier | None = None, **facts: Any
) -> Contract:
    """Tell of a contract that somebody has begun to enter."""
    supplier = supplier or meridian(by=by, at=at)
    on = london(at).date()
    dates = {"starts_on": on, "ends_on": date(on.year + 2, on.month, min(on.day, 28)) - timedelta(days=1)}
    # A reference is given by the authority, not a fact of the contract.
    given = facts.pop("reference", None)
    facts = USUAL | dates | facts
    return services.add(authority=authority, facts=facts, suppliers=[Part(supplier)], reference=given, by=by, at=at)


def contract_live(
    *,
    authority: Authority,
    by: Actor,
    at: datetime,
    owner: Person | None = None,
    manager: Person | None = None,
    supplier: Supplier | None = None,
    **facts: Any,
) -> Contract:
    """Tell of a contract that was entered, signed and started."""
    contract = contract_draft(
        authority=authority, by=by, at=at, supplier=supplier, owner=owner, manager=manager, **facts
    )
    services.sign(contract, signed_on=london(at).date(), by=by, at=at)
    return services.start(contract, by=by, at=at)


def contract_ending_soon(*, authority: Authority, by: Actor, at: datetime, **facts: Any) -> Contract:
    """Tell of a contract that ends in nine months and offers two more years."""
    on = london(at).date()
    began = at - timedelta(days=455)
    facts = {"starts_on": london(began).date(), "ends_on": on + timedelta(days=275)} | facts
    contract = contract_live(authority=authority, by=by, at=began, **facts)
    services.add_option(contract, months=12, clause="4.2", by=by, at=began)
    services.add_option(contract, months=12, clause="4.2", by=by, at=began)
    return contract


def contract_suspended(*, authority: Authority, by: Actor, at: datetime, **facts: Any) -> Contract:
    """Tell of a contract that rests."""
    contract = contract_live(authority=authority, by=by, at=at - timedelta(days=200), **facts)
    return services.suspend(contract, reason="The depot is closed after the flood.", by=by, at=at)


def contract_expired(*, authority: Authority, by: Actor, at: datetime, **facts: Any) -> Contract:
    """Tell of a contract that reached its end date the day before."""
    began = at - timedelta(days=731)
    facts = {"starts_on": london(began).date(), "ends_on": london(at).date() - timedelta(days=1)} | facts
    contract = contract_live(authority=authority, by=by, at=began, **facts)
    return services.expire(contract, by=SYSTEM, at=at)


def approved(
    act: Act,
    contract: Contract,
    *,
    by: Actor,
    at: datetime,
    approvers: Sequence[Actor],
    terms: dict[str, Any] | None = None,
) -> None:
    """Tell of an act that somebody asked approval for and that everybody approved whom the scheme names.

    :param approvers: who decides each step, in order; nobody approves their own request.
    :param terms: what the act is to do beyond what the record says.
    """
    request = approvals.ask(act, contract, by=by, at=at, terms=terms)
    for approver in approvers:
        approvals.approve(request, by=approver, at=at)


def contract_extended(
    *, authority: Authority, by: Actor, at: datetime, approvers: Sequence[Actor], **facts: Any
) -> Contract:
    """Tell of a contract whose first extension was approved and used."""
    contract = contract_ending_soon(authority=authority, by=by, at=at, **facts)
    approved(acts.EXTEND, contract, by=by, at=at, approvers=approvers)
    return services.extend(contract, reason="The service is good and the market has not moved.", by=by, at=at)


def contract_ended(
    *,
    authority: Authority,
    by: Actor,
    at: datetime,
    approvers: Sequence[Actor],
    ground: TerminationGround = TerminationGround.INSOLVENCY,
    **facts: Any,
) -> Contract:
    """Tell of a contract that was ended early, on the ground that was approved: unless told, the supplier failed."""
    contract = contract_live(authority=authority, by=by, at=at - timedelta(days=300), **facts)
    terms = rules.terms_of_ending(ended_on=london(at).date(), ground=ground)
    approved(acts.END, contract, by=by, at=at, approvers=approvers, terms=terms)
    return services.end(
        contract,
        ended_on=london(at).date(),
        ground=ground,
        reason="The supplier went into administration.",
        by=by,
        at=at,
    )


def framework_with_orders(*, authority: Authority, by: Actor, at: datetime, orders: int = 2) -> Contract:
    """Tell of a framework with orders under it."""
    framework = contract_live(
        authority=authority, by=by, at=at, title="Building trades", agreement_kind=ContractKind.FRAMEWORK
    )
    for number in range(1, orders + 1):
        contract_live(
            authority=authority,
            by=by,
            at=at,
            title=f"Building trades, order {number}",
            agreement_kind=ContractKind.CALL_OFF,
            framework=framework,
            route=Route.CALL_OFF,
        )
    return framework

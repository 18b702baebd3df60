"""The entry of the register that an award makes, and the way back from it: what is known is taken over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.award import entering
from hub.award import selectors as awards
from hub.award.entering import Entered
from hub.award.models import Award
from hub.contract import services
from hub.contract.models import Contract
from hub.contract.services import Part
from hub.contract.terms import Nature, Regime, Route
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS
from hub.platform.ui.panels import panel
from hub.procurement import selectors as cases
from hub.procurement.terms import TeamRole

NATURES = {str(one) for one in Nature}
# The case knows categories and codes in longer columns than the register has.
LONGEST_CODE, LONGEST_CATEGORY = 10, 120


def enter(one: Award, by: Actor, at: datetime) -> Entered:
    """Make the draft of a contract from an award, its quote and its case, within the act that confirms it."""
    case, quote = one.procurement, one.tender
    manager = next((row.person_id for row in cases.team_now(case) if row.role == TeamRole.CONTRACT_MANAGER), None)
    assert one.supplier is not None, "whoever wins is a supplier of the register"
    made = services.add(
        authority=one.authority,
        facts={
            "title": one.title,
            "description": quote.description or case.description,
            "nature": case.contract_kind if case.contract_kind in NATURES else "",
            "main_cpv": case.main_cpv[:LONGEST_CODE],
            "category": case.category[:LONGEST_CATEGORY],
            "location": quote.place,
            "department": case.department,
            "owner_id": case.owner_id or quote.owner_id,
            "manager_id": manager,
            "tier": case.tier,
            "route": Route.QUOTES,
            "regime": Regime.BELOW_THRESHOLD,
            "was_invited": True,
            "ocid": case.ocid,
            "value_ex_vat": one.price_ex_vat,
            "value_inc_vat": one.price_inc_vat,
            "awarded_on": london(at).date(),
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
            "is_sme": one.is_sme,
            "is_vcse": one.supplier.is_vcse,
        },
        suppliers=[Part(one.supplier)],
        by=by,
        at=at,
    )
    return Entered(made.pk, made.reference, made.get_absolute_url())


def where_from(contract: Contract, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the award, the quote and the case from which an entry was made."""
    # Entries that an award made say that they were let on quotes; the others need not be asked about.
    if contract.route != Route.QUOTES or not actor.holds(OFFICERS, contract.authority_id):
        return None
    found = awards.for_contract(contract.pk)
    return {"award": found} if found is not None else None


entering.made_by(enter)
panel(
    Contract.kind(), "award", title="How it was let", order=12, template="contract/_award_panel.html",
    context=where_from,
)  # fmt: skip

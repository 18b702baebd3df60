"""What quotes show on the pages of cases and suppliers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS
from hub.platform.ui.panels import panel
from hub.procurement.dated import belongs
from hub.procurement.models import Procurement
from hub.tender import acts, selectors
from hub.tender.services.preparing import MAY_BEGIN
from hub.tender.terms import GOING_ON


def for_case(case: Procurement, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the quotes of a case, and the way to ask for some while none is under way."""
    if not actor.holds(OFFICERS, case.authority_id):
        return None
    found = selectors.of_procurement(case)
    free = not any(one.status in GOING_ON for one in found)
    may = free and case.status in MAY_BEGIN and actor.holds(acts.PREPARE.held_by, case.authority_id)
    return {"found": found, "start": f"/quotes/from/{case.reference}/" if may else ""} if found or may else None


panel(
    Procurement.kind(), "quotes", title="Quotes", order=40, template="tender/_case_panel.html", context=for_case
)  # fmt: skip
belongs(selectors.deadlines_of)

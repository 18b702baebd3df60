"""What awards show on the pages of quotes and cases: who answered, who won, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.award import selectors, showing
from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS
from hub.platform.ui.panels import panel
from hub.procurement.dated import belongs
from hub.procurement.models import Procurement
from hub.tender import selectors as tenders
from hub.tender.models import Tender
from hub.tender.terms import State

TEMPLATE = "award/_panel.html"


def for_quote(one: Tender, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give where a quote stands once its answers are opened; nothing before."""
    if one.status != State.CLOSED or not actor.holds(OFFICERS, one.authority_id):
        return None
    found = showing.standing(one)
    return {"found": [found]} if found is not None else None


def for_case(case: Procurement, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the same for every quote of a case."""
    if not actor.holds(OFFICERS, case.authority_id):
        return None
    closed = [one for one in tenders.of_procurement(case) if one.status == State.CLOSED]
    found = [said for said in (showing.standing(one) for one in closed) if said is not None]
    return {"found": found} if found else None


panel(Tender.kind(), "award", title="Scores and award", order=20, template=TEMPLATE, context=for_quote)
panel(Procurement.kind(), "award", title="Who answered, who won, why", order=45, template=TEMPLATE, context=for_case)
belongs(selectors.deadlines_of)

"""What this package shows on the page of a procurement: its gates and its waivers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.gateway import acts, selectors, showing
from hub.platform.actors import Actor
from hub.platform.ui.panels import panel
from hub.procurement.dated import belongs
from hub.procurement.deciding import Approves, approved_by
from hub.procurement.models import Procurement
from hub.supplier.models import Supplier


def gates_of(case: Procurement, actor: Actor, at: datetime) -> Mapping[str, object]:
    """Give the gates of a procurement, and those that will open."""
    found = selectors.reviews_of(case)
    known = {one.gate for one in found}
    facts = selectors.facts_of(case)
    every = selectors.gates_on(selectors.today(at), case.authority)
    to_come = [gate for gate in every if gate.code not in known and gate.reasons(facts)]
    may_open = actor.holds(acts.OPEN_GATE.held_by, case.authority_id)
    return {
        "gates": [(one, showing.gate_tag(one), showing.waits_on(one, showing.decider(one))) for one in found],
        "to_come": to_come,
        "case": case,
        "may_open": may_open,
    }


def waivers_of(case: Procurement, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the waivers of a procurement, where there are some."""
    on = selectors.today(at)
    found = [(one, showing.waiver_tag(one, on)) for one in selectors.waivers(actor).filter(procurement=case)]
    return {"waivers": found} if found else None


def waivers_for(supplier: Supplier, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the waivers for a supplier that this officer may read, where there are some."""
    on = selectors.today(at)
    rows = selectors.waivers(actor).filter(supplier=supplier).order_by("-asked_on")
    found = [(one, showing.waiver_tag(one, on)) for one in rows[:20]]
    return {"waivers": found} if found else None


panel(Procurement.kind(), "gates", title="Gates", order=10, template="gateway/_gates_panel.html", context=gates_of)
panel(
    Procurement.kind(), "waivers", title="Waivers", order=70, template="gateway/_waivers_panel.html", context=waivers_of
)
panel(
    Supplier.kind(), "waivers", title="Waivers", order=60, template="gateway/_waivers_panel.html", context=waivers_for
)
belongs(selectors.deadlines_of)
approved_by(Approves(selectors.approving_body, selectors.approved_on, selectors.approval_noticed_on))

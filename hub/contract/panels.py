"""What this package shows on other pages: a supplier's contracts, and on its own the entry that follows a contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.contract import acts, selectors
from hub.contract.models import Contract
from hub.pipeline import selectors as pipeline
from hub.platform.actors import Actor
from hub.platform.acts import held
from hub.platform.identity.roles import OFFICERS
from hub.platform.ui.navigation import claim
from hub.platform.ui.panels import panel
from hub.supplier.models import Supplier


def contracts_of(supplier: Supplier, actor: Actor, at: datetime) -> Mapping[str, object]:
    """Give the contracts with a supplier that this officer may read."""
    return {"found": selectors.with_supplier(supplier, actor)}


panel(
    Supplier.kind(),
    "contracts",
    title="Contracts",
    order=10,
    template="contract/_supplier_panel.html",
    context=contracts_of,
)


def what_follows(contract: Contract, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the entry of the pipeline that follows a contract, or the way to make one while it is in force."""
    entry = pipeline.following(Contract.kind(), contract.pk)
    may = contract.is_running and contract.ends_on is not None and held(acts.PLAN_NEXT, contract, actor)
    return {"entry": entry, "may": may, "contract": contract} if entry or may else None


panel(
    Contract.kind(),
    "pipeline",
    title="What follows",
    order=15,
    template="contract/_pipeline_panel.html",
    context=what_follows,
)
claim("staff", "contracts", usable=lambda actor: actor.has_any(OFFICERS))

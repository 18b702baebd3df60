"""What this package shows on other pages: a supplier's contracts, and on its own the entry that follows a contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.contract import acts, selectors
from hub.contract.models import Contract
from hub.contract.selectors import law
from hub.lawdesk import desk
from hub.pipeline import selectors as pipeline
from hub.platform.actors import Actor
from hub.platform.acts import held
from hub.platform.identity.roles import OFFICERS
from hub.platform.ui.navigation import claim
from hub.platform.ui.panels import panel
from hub.supplier.models import Supplier

# Questions that come up on a contract: what each asks, by what is recorded of the contract.
LAW_QUESTIONS: tuple[tuple[str, Mapping[str, str]], ...] = (
    (
        "modification",
        {
            "regime": "regime",
            "kind": "kind",
            "value_inc_vat": "value_inc_vat",
            "starts_on": "starts_on",
            "ends_on": "latest_end_on",
        },
    ),
    ("contract-entered", {"entered_on": "signed_on", "value_inc_vat": "value_inc_vat"}),
    ("notices", {"regime": "regime", "value_inc_vat": "value_inc_vat"}),
    ("regime", {"awarded_on": "awarded_on"}),
    ("threshold", {"kind": "kind", "value_inc_vat": "value_inc_vat"}),
)


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


def law_questions(contract: Contract, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the questions of the law desk that come up on a contract, with what is recorded of it filled in."""
    if not actor.holds(OFFICERS, contract.authority_id):
        return None
    facts = law.known_facts(contract)
    links = [
        desk.question_link(rule, {name: facts.get(known) for name, known in names.items()}, about=contract.address)
        for rule, names in LAW_QUESTIONS
    ]
    return {"links": [link for link in links if link is not None], "address": contract.address}


panel(
    Contract.kind(),
    "law",
    title="Law desk",
    order=90,
    template="contract/_law_panel.html",
    context=law_questions,
)
claim("staff", "contracts", usable=lambda actor: actor.has_any(OFFICERS))

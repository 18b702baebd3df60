"""Follow the event log and keep the public tables current; replay from zero makes them the same again."""

from __future__ import annotations

from hub.contract.models import Contract
from hub.pipeline.models import PipelineEntry
from hub.platform.events.models import Event
from hub.platform.events.subscribers import subscriber
from hub.publishing import selectors
from hub.publishing.models import Redaction
from hub.publishing.services.planning import project_plans
from hub.publishing.services.projecting import project
from hub.publishing.telling import note_departures
from hub.supplier.models import Supplier

# A supplier that was only added has no contract yet; the contract's own event will come.
UNSEEN = frozenset({"supplier.add", "supplier.import", "supplier.link", "supplier.keep_apart"})


@subscriber(
    selectors.SUBSCRIBER,
    "contract.*", "supplier.*", "document.*", "publishing.redact", "publishing.unredact", "pipeline.*",
)  # fmt: skip
def keep_current(events: list[Event]) -> None:
    """Make the public rows anew that some events are about."""
    ids = {event.root_id for event in events if event.root_kind == Contract.kind()}
    firms = {event.root_id for event in events if event.root_kind == Supplier.kind() and event.verb not in UNSEEN}
    held = {event.root_id for event in events if event.root_kind == Redaction.kind()}
    if plans := {event.root_id for event in events if event.root_kind == PipelineEntry.kind()}:
        project_plans(plans)
    if firms:
        ids |= selectors.contracts_naming(firms)
    if held:
        ids |= selectors.contracts_of_redactions(held)
    if due := ids - selectors.superseded(ids, after=events[-1].number) if ids else set():
        note_departures(due)
        project(due)

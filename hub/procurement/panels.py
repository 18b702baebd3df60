"""What this package hangs on the pages of the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.pipeline.models import PipelineEntry
from hub.pipeline.terms import State as EntryState
from hub.platform.actors import Actor
from hub.platform.ui.panels import panel
from hub.procurement import acts, selectors


def case_of(entry: PipelineEntry, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the case that an entry became, or the way to begin it."""
    case = selectors.from_entry(entry)
    startable = entry.status in {EntryState.PLANNED, EntryState.STARTED}
    may = case is None and startable and actor.holds(acts.BEGIN.held_by, entry.authority_id)
    if case is None and not may:
        return None
    return {"case": case, "start": f"/procurements/from/{entry.reference}/" if may else ""}


panel(
    PipelineEntry.kind(), "case", title="Procurement", order=5, template="procurement/_panel_case.html", context=case_of
)

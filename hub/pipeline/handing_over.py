"""What somebody who leaves hands over: the entries of the plan that they see to."""

from __future__ import annotations

from datetime import datetime

from hub.pipeline import selectors, services
from hub.pipeline.models import PipelineEntry
from hub.platform.actors import Actor
from hub.platform.identity import handover
from hub.platform.identity.models import Person


def move(entry: PipelineEntry, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    """Give an entry to a successor."""
    services.hand_over(entry, owner=successor, by=by, at=at)


handover.register("pipeline.entry", find=selectors.owned_by, move=move, label="Entries of the plan")

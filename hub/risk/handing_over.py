"""What somebody who leaves hands over: the screens that wait for their review."""

from __future__ import annotations

from datetime import datetime

from hub.platform.actors import Actor
from hub.platform.identity import handover
from hub.platform.identity.models import Person
from hub.risk import selectors, services
from hub.risk.models import Screen


def move(one: Screen, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    """Name a successor as the reviewer."""
    services.name_reviewer(one, reviewer=successor, reason="The person who was to review it leaves.", by=by, at=at)


handover.register("risk.reviewer", find=selectors.to_review, move=move, label="Risk screens to review")

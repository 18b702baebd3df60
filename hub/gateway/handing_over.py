"""What somebody who leaves hands over: the conditions of gates that they see to."""

from __future__ import annotations

from datetime import datetime

from hub.gateway import selectors, services
from hub.gateway.models import Condition
from hub.platform.actors import Actor
from hub.platform.identity import handover
from hub.platform.identity.models import Person


def move(condition: Condition, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    """Give a condition to a successor."""
    services.assign(condition, owner=successor, reason="The person who saw to it leaves.", by=by, at=at)


handover.register(
    "condition.owner", find=selectors.held_conditions, move=move, label="Conditions of gates that they see to"
)

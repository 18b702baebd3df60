"""What somebody who leaves hands over: the market engagements that they lead."""

from __future__ import annotations

from datetime import datetime

from hub.engagement import selectors, services
from hub.engagement.models import Exercise
from hub.platform.actors import Actor
from hub.platform.identity import handover
from hub.platform.identity.models import Person


def move(one: Exercise, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    """Let a successor lead it."""
    services.transfer(one, to=successor, reason="The person who led it leaves.", by=by, at=at)


handover.register("engagement.owner", find=selectors.led_by, move=move, label="Market engagements")

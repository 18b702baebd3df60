"""What somebody who leaves hands over: the quotes that they lead."""

from __future__ import annotations

from datetime import datetime

from hub.platform.actors import Actor
from hub.platform.identity import handover
from hub.platform.identity.models import Person
from hub.tender import selectors, services
from hub.tender.models import Tender


def move(one: Tender, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    """Let a successor lead it."""
    services.transfer(one, to=successor, reason="The person who led it leaves.", by=by, at=at)


handover.register("tender.owner", find=selectors.led_by, move=move, label="Quotes")

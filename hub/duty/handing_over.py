"""What somebody who leaves hands over: the duties that they are to meet."""

from __future__ import annotations

from datetime import datetime

from hub.duty import selectors, services
from hub.duty.models import Duty
from hub.platform.actors import Actor
from hub.platform.identity import handover
from hub.platform.identity.models import Person


def move(duty: Duty, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    """Give a duty to a successor; its day stays."""
    services.assign(duty, owner=successor, reason="The person who had it leaves.", by=by, at=at)


handover.register("duty.owner", find=selectors.held_by, move=move, label="Duties of the law")

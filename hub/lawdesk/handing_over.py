"""What somebody who leaves hands over: the reviews of changes of law that they took up."""

from __future__ import annotations

from datetime import datetime

from hub.lawdesk import selectors, services
from hub.lawdesk.models import LawChange
from hub.platform.actors import Actor
from hub.platform.identity import handover
from hub.platform.identity.models import Person


def move(change: LawChange, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    """Give a review to a successor."""
    services.assign(change, reviewer=successor, reason="The person who reviewed it leaves.", by=by, at=at)


handover.register("lawchange.reviewer", find=selectors.held_by, move=move, label="Reviews of changes of law")

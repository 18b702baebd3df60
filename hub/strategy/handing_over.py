"""What somebody who leaves hands over: the actions that they own."""

from __future__ import annotations

from datetime import datetime

from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity import handover
from hub.platform.identity.models import Person
from hub.strategy import selectors, services
from hub.strategy.models import Action


def move(action: Action, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    """Give an action to a successor; its date stays."""
    services.assign(action, owner=successor, due_on=action.due_on or london(at).date(), by=by, at=at)


handover.register("strategy.action", find=selectors.open_actions_of, move=move, label="Actions of the strategy")

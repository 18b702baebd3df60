"""What somebody who leaves hands over: the contracts they own or manage."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from hub.contract import selectors, services
from hub.contract.models import Contract
from hub.contract.terms import OVER, Duty, State
from hub.platform.actors import Actor
from hub.platform.identity import handover
from hub.platform.identity.models import Person


def _move(duty: Duty) -> handover.Move:
    def move(contract: Contract, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
        services.transfer(contract, duty=duty, to=successor, reason="The person who had it leaves.", by=by, at=at)

    return move


def _listed(duty: Duty) -> handover.Listed:
    states = urlencode([("status", state) for state in State if state not in {*OVER, State.WITHDRAWN}])
    return lambda person: f"/contracts/?{duty}={person.pk}&{states}"


handover.register(
    "contract.owner",
    find=selectors.owned_by,
    move=_move(Duty.OWNER),
    label="Contracts owned",
    listed=_listed(Duty.OWNER),
)
handover.register(
    "contract.manager",
    find=selectors.managed_by,
    move=_move(Duty.MANAGER),
    label="Contracts managed",
    listed=_listed(Duty.MANAGER),
)

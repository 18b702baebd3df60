"""What somebody who leaves hands over: the cases they own, and their part in teams."""

from __future__ import annotations

from datetime import datetime

from hub.platform.actors import Actor
from hub.platform.identity import handover
from hub.platform.identity.models import Person
from hub.procurement import selectors, services
from hub.procurement.models import Procurement, TeamMember

REASON = "The person who had it leaves."


def _owned(case: Procurement, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    services.transfer(case, to=successor, reason=REASON, by=by, at=at)


def _part(part: TeamMember, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    services.take_part_over(part, to=successor, by=by, at=at)


handover.register("procurement.owner", find=selectors.owned_by, move=_owned, label="Procurements owned")
handover.register("procurement.part", find=selectors.parts_of, move=_part, label="Parts in procurement teams")

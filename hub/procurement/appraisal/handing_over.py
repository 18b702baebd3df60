"""What somebody who leaves hands over: the appraisals that they lead and that are not decided."""

from __future__ import annotations

from datetime import datetime

from hub.platform.actors import Actor
from hub.platform.identity import handover
from hub.platform.identity.models import Person
from hub.procurement.appraisal import selectors, services
from hub.procurement.appraisal.models import OptionsAppraisal


def move(one: OptionsAppraisal, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    """Let a successor lead it."""
    services.transfer(one, to=successor, reason="The person who led it leaves.", by=by, at=at)


handover.register("appraisal.owner", find=selectors.led_by, move=move, label="Options appraisals")

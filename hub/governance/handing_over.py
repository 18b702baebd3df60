"""What somebody who leaves hands over: seats on bodies, and the engagement of councillors that they see to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hub.governance import selectors, services
from hub.governance.models import Body, Engagement
from hub.governance.selectors import councillors
from hub.platform.actors import Actor
from hub.platform.identity import handover
from hub.platform.identity.models import Person


def bodies_of(person: Person) -> Sequence[Body]:
    """Give the bodies on which a person has a seat that has not ended."""
    return selectors.bodies_of(person)


def move_seats(body: Body, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    """Give every seat of a person on a body to a successor, from today on."""
    services.bodies.hand_over(body, person=person, successor=successor, by=by, at=at)


def move_engagement(made: Engagement, person: Person, successor: Person, *, by: Actor, at: datetime) -> None:
    """Let a successor see to the engagement of councillors."""
    services.councillors.assign(made, owner=successor, reason="The person who saw to it leaves.", by=by, at=at)


handover.register("body.member", find=bodies_of, move=move_seats, label="Seats on bodies")
handover.register(
    "councillors.owner", find=councillors.held_by, move=move_engagement, label="Engagement of councillors"
)

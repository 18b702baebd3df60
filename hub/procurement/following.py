"""Follow the event log: a body that meets on other or more days moves the timetables that it decides."""

from __future__ import annotations

from datetime import datetime

from hub.governance.models import Body, Meeting
from hub.platform.events.models import Event
from hub.platform.events.subscribers import subscriber
from hub.procurement import selectors, services


@subscriber("procurement.meetings", "meeting.move", "meeting.reconvene", "meeting.cancel")
def follow_meetings(events: list[Event]) -> None:
    """Plan again what waits for the bodies whose meetings some events are about."""
    for body, at in _bodies(events).items():
        services.follow_meetings(body, at=at)


@subscriber("procurement.new_meetings", "meeting.plan")
def follow_new_meetings(events: list[Event]) -> None:
    """Plan again what the bodies decide that have more meetings; a calendar of a year is entered at once."""
    for body, at in _bodies(events).items():
        services.follow_new_meetings(body, at=at)


def _bodies(events: list[Event]) -> dict[Body, datetime]:
    return selectors.bodies_of_meetings({one.root_id: one.at for one in events if one.root_kind == Meeting.kind()})

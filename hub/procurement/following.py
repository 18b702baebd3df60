"""Follow the event log: a body that meets on another day moves the timetables that wait for it."""

from __future__ import annotations

from hub.governance.models import Meeting
from hub.platform.events.models import Event
from hub.platform.events.subscribers import subscriber
from hub.procurement import selectors, services


@subscriber("procurement.meetings", "meeting.move", "meeting.reconvene", "meeting.cancel")
def follow_meetings(events: list[Event]) -> None:
    """Plan again what waits for the bodies whose meetings some events are about."""
    latest = {event.root_id: event.at for event in events if event.root_kind == Meeting.kind()}
    for body, at in selectors.bodies_of_meetings(latest).items():
        services.follow_meetings(body, at=at)

"""Follow the log: when the facts of a procurement change, the gates that it must pass may change too."""

from __future__ import annotations

from hub.gateway import selectors
from hub.gateway.services import look_again
from hub.platform.events.models import Event
from hub.platform.events.subscribers import subscriber
from hub.procurement.models import Procurement


@subscriber("gateway.needed", "procurement.*")
def keep_gates(events: list[Event]) -> None:
    """Look again at the gates of every procurement that some events are about."""
    latest = {event.root_id: event.at for event in events if event.root_kind == Procurement.kind()}
    for case in selectors.cases(latest):
        look_again(case, at=latest[case.pk])

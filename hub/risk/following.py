"""Follow the event log: a record whose facts changed since its screens has to be screened again."""

from __future__ import annotations

from collections import defaultdict

from hub.platform.events.models import Event
from hub.platform.events.subscribers import subscriber
from hub.risk import services, subjects


@subscriber("risk.changed", "procurement.*", "contract.*")
def look_again(events: list[Event]) -> None:
    """Compare the facts of the records that some events are about with those that were screened."""
    ids: dict[str, set[int]] = defaultdict(set)
    known = set(subjects.kinds())
    for event in events:
        if event.root_kind in known:
            ids[event.root_kind].add(event.root_id)
    for kind, found in ids.items():
        services.outdate_changed(kind, found, at=events[-1].at)

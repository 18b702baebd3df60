"""Reads over bodies, meetings and decisions."""

from hub.governance.selectors.seating import (
    bodies,
    bodies_seats,
    body,
    body_with_code,
    chair_of,
    members_of,
    recesses,
    seats_of,
)
from hub.governance.selectors.sittings import (
    ahead,
    apart_from,
    attendances_of,
    interests_of,
    item,
    items_about,
    items_of,
    meeting,
    meetings,
    next_of,
    open_for_items,
    quorum_at,
    quorum_for,
)
from hub.governance.selectors.taken import decision, decisions, decisions_about, latest_about

__all__ = [
    "ahead", "apart_from", "attendances_of", "bodies", "bodies_seats", "body", "body_with_code", "chair_of", "decision",
    "decisions", "decisions_about", "interests_of", "item", "items_about", "items_of", "latest_about", "meeting",
    "meetings", "members_of", "next_of", "open_for_items", "quorum_at", "quorum_for", "recesses", "seats_of",
]  # fmt: skip

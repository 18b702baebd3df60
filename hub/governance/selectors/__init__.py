"""Reads over bodies, meetings and decisions."""

from hub.governance.selectors.seating import (
    authorities_of,
    bodies,
    bodies_seats,
    body,
    body_with_code,
    chair_of,
    members_of,
    open_seats,
    recesses,
    seats_of,
)
from hub.governance.selectors.sittings import (
    ahead,
    apart_from,
    apart_of,
    attendances_of,
    function_labels,
    interests_of,
    is_shut,
    item,
    items_about,
    items_of,
    meeting,
    meetings,
    neighbours,
    next_for,
    next_item,
    next_of,
    open_for_items,
    people_at,
    present_at,
    quorum_at,
    quorum_for,
    sees_exempt,
)
from hub.governance.selectors.taken import (
    decision,
    decisions,
    decisions_about,
    latest_about,
    notice_days,
    powers,
    sees_exempt_of,
)

__all__ = [
    "ahead", "apart_from", "apart_of", "attendances_of", "authorities_of", "bodies", "bodies_seats", "body",
    "body_with_code", "chair_of", "decision", "decisions", "decisions_about", "function_labels", "interests_of",
    "is_shut", "item", "items_about", "items_of", "latest_about", "meeting", "meetings", "members_of", "neighbours",
    "next_for", "next_item", "next_of", "notice_days", "open_for_items", "open_seats", "people_at", "powers",
    "present_at", "quorum_at", "quorum_for", "recesses", "seats_of", "sees_exempt", "sees_exempt_of",
]  # fmt: skip

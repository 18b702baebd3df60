"""The day on which a contract is to begin while its award is not confirmed."""

from __future__ import annotations

from hub.award.models import Award
from hub.platform.deadlines.declare import Deadline, days

CONFIRM = Deadline(
    "award.confirm",
    of=Award,
    label="Confirm an award",
    due=lambda one: one.starts_on if one.is_going_on else None,
    warn=(days(14), days(3)),
    tells=lambda one: {one.tender.owner_id},
    sentence=lambda one: f"Confirm the award, or set it aside: {one.title[:200]}",
    link=lambda one: one.get_absolute_url(),
    prefetch=("tender",),
)

"""Which dates of a case are deadlines, and who hears."""

from __future__ import annotations

from typing import Any

from hub.platform.deadlines.declare import Deadline, Moment, days
from hub.platform.identity.roles import Role
from hub.procurement import selectors
from hub.procurement.models import Procurement
from hub.procurement.terms import BEFORE_MARKET, REVIEWED

LAST_SAFE_START = Deadline(
    "procurement.last_safe_start",
    of=Procurement,
    label="Last safe start",
    due=lambda case: case.last_safe_start_on if case.status in BEFORE_MARKET else None,
    warn=(days(31), days(14), days(3)),
    tells=lambda case: [case.owner_id, None if case.owner_id else Role.PROCUREMENT_LEAD],
    sentence=lambda case: f"Begin the next step of {case.title}",
    link=lambda case: f"{case.get_absolute_url()}timetable/",
)


def _review(case: Procurement, known: dict[int, Any]) -> list[Moment]:
    review_on = known.get(case.pk)
    return [Moment(review_on)] if review_on and case.status in REVIEWED else []


REVIEW_CONFLICTS = Deadline(
    "procurement.review_conflicts",
    of=Procurement,
    label="Review the conflicts assessment",
    due=_review,
    load=selectors.reviews,
    warn=(days(14), days(3)),
    tells=lambda case: [case.owner_id, None if case.owner_id else Role.PROCUREMENT_LEAD],
    sentence=lambda case: f"Review the conflicts assessment of {case.title}",
    link=lambda case: f"{case.get_absolute_url()}people/",
)

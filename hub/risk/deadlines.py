"""By when a screen is reviewed, and when it is done again."""

from __future__ import annotations

from hub.platform.deadlines.declare import Deadline, days
from hub.risk import services
from hub.risk.models import Screen
from hub.risk.terms import State

REVIEW = Deadline(
    "risk.review_by",
    of=Screen,
    label="Review a risk screen",
    due=lambda one: one.review_by if one.status == State.SCREENED else None,
    warn=(days(3),),
    tells=lambda one: {one.reviewer_id},
    sentence=lambda one: f"Review the risk screen: {one.get_topic_display()}, {one.subject_title[:120]}",
    link=lambda one: one.get_absolute_url(),
)
AGAIN = Deadline(
    "risk.again",
    of=Screen,
    label="Answer a risk screen again",
    due=lambda one: one.again_on if one.status == State.REVIEWED else None,
    warn=(days(31),),
    tells=lambda one: {one.screened_by_id},
    sentence=lambda one: f"Answer the risk screen again: {one.get_topic_display()}, {one.subject_title[:120]}",
    link=lambda one: one.get_absolute_url(),
    then=services.outdate,
)

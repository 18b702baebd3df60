"""When an exercise begins and ends, its notice, and by when its findings are used."""

from __future__ import annotations

from hub.engagement.models import Exercise
from hub.engagement.terms import OPEN, State
from hub.platform.deadlines.declare import Deadline, days
from hub.platform.identity.roles import Role

BEGIN = Deadline(
    "engagement.begin",
    of=Exercise,
    label="Open a market engagement",
    due=lambda one: one.starts_on if one.status == State.PLANNED else None,
    warn=(days(7),),
    tells=lambda one: {one.owner_id},
    sentence=lambda one: f"Open the market engagement: {one.title[:150]}",
    link=lambda one: one.get_absolute_url(),
)
END = Deadline(
    "engagement.end",
    of=Exercise,
    label="Close a market engagement",
    due=lambda one: one.ends_on if one.status == State.RUNNING else None,
    warn=(days(7),),
    tells=lambda one: {one.owner_id},
    sentence=lambda one: f"Close the market engagement with its findings: {one.title[:150]}",
    link=lambda one: one.get_absolute_url(),
)
NOTICE = Deadline(
    "engagement.notice",
    of=Exercise,
    label="Publish the market engagement notice",
    due=lambda one: one.starts_on if one.status in OPEN and not one.is_notice_settled else None,
    warn=(days(14), days(3)),
    tells=lambda one: [one.owner_id, Role.PUBLISHER],
    sentence=lambda one: f"Publish the notice (UK2), or say why there is none: {one.title[:150]}",
    link=lambda one: f"{one.get_absolute_url()}record-notice/",
)
CITE = Deadline(
    "engagement.cite",
    of=Exercise,
    label="Use the findings of a market engagement",
    due=lambda one: one.cite_by if one.status == State.CLOSED and one.uncited_count else None,
    warn=(days(14),),
    tells=lambda one: {one.owner_id},
    sentence=lambda one: f"Use the findings in a decision, or say why not: {one.title[:150]}",
    link=lambda one: f"{one.get_absolute_url()}cite/",
)

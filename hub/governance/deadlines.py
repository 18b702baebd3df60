"""Which days of meetings, decisions and engagements are deadlines, and who hears."""

from __future__ import annotations

from collections.abc import Iterable

from hub.governance.models import Decision, Engagement, Meeting
from hub.governance.rules import key_notice_by
from hub.governance.terms import DecisionState, EngagementState, ItemState, MeetingState
from hub.platform.deadlines.declare import Deadline, Moment, days
from hub.platform.identity.roles import Role
from hub.platform.reference.statute import statute
from hub.platform.words import date_long


def waits_for_papers(meeting: Meeting) -> bool:
    """Say whether the papers of a meeting are still to go out."""
    return meeting.status == MeetingState.PLANNED


def those_who_ask(meeting: Meeting) -> Iterable[int | Role]:
    """Give those whose items stand on the agenda, and the clerk."""
    asked = [one.asked_by_id for one in meeting.items.all() if one.status == ItemState.LISTED]
    return [*dict.fromkeys(asked), Role.GATE_KEEPER]


def members(meeting: Meeting) -> Iterable[int]:
    """Give those who are expected."""
    return [one.person_id for one in meeting.attendances.all()]


PAPERS = Deadline(
    "meeting.papers",
    of=Meeting,
    label="Papers due",
    due=lambda meeting: meeting.papers_by if waits_for_papers(meeting) else None,
    warn=(days(7), days(2)),
    tells=those_who_ask,
    sentence=lambda meeting: f"Send the papers for {meeting.body.name} on {date_long(meeting.meets_on)}",
    link=lambda meeting: meeting.get_absolute_url(),
    prefetch=("body", "items"),
)


def key_notices(meeting: Meeting) -> list[Moment]:
    """Give the day by which the notice of each key decision on an agenda is published, where none is recorded."""
    if meeting.status != MeetingState.PLANNED:
        return []
    waiting = [
        one for one in meeting.items.all()
        if one.status == ItemState.LISTED and one.wants_key_notice and not one.key_route
    ]  # fmt: skip
    if not waiting:
        return []
    day = key_notice_by(meeting.meets_on, tables=statute(meeting.authority))
    return [Moment(day, f"key-notice-{one.pk}", f"notice of item {one.position}") for one in waiting]


KEY_NOTICE = Deadline(
    "meeting.key_notice",
    of=Meeting,
    label="Publish the notice of a key decision",
    due=key_notices,
    warn=(days(14), days(3)),
    tells={Role.PUBLISHER, Role.GATE_KEEPER},
    sentence=lambda meeting: f"Publish the notice of a key decision of {date_long(meeting.meets_on)}",
    link=lambda meeting: meeting.get_absolute_url(),
    prefetch=("authority", "items"),
)
DAY = Deadline(
    "meeting.day",
    of=Meeting,
    label="Meeting",
    due=lambda meeting: meeting.at if meeting.status == MeetingState.CONVENED else None,
    warn=(days(1),),
    tells=members,
    sentence=lambda meeting: f"Attend {meeting.body.name}",
    link=lambda meeting: meeting.get_absolute_url(),
    otherwise={Role.GATE_KEEPER},
    prefetch=("body", "attendances"),
)
NOTICE = Deadline(
    "decision.notice",
    of=Decision,
    label="Publish the decision",
    due=lambda decision: decision.notice_by if decision.status == DecisionState.RECORDED else None,
    warn=(days(1),),
    tells={Role.PUBLISHER},
    sentence=lambda decision: f"Publish decision {decision.reference}",
    link=lambda decision: decision.get_absolute_url(),
)


def engagement_days(made: Engagement) -> list[Moment]:
    """Give the days by which councillors are to be engaged at the stages that wait."""
    if made.status != EngagementState.OPEN:
        return []
    return [Moment(day, str(stage), stage.label.lower()) for day, stage in made.stages_due]


ENGAGE = Deadline(
    "councillors.engage",
    of=Engagement,
    label="Engage councillors",
    due=engagement_days,
    warn=(days(14), days(3)),
    tells=lambda made: {made.owner_id},
    sentence=lambda made: f"Engage councillors on {made.title}",
    link=lambda made: made.get_absolute_url(),
)
ANSWER = Deadline(
    "councillors.answer",
    of=Engagement,
    label="Answer a councillor",
    due=lambda made: made.answer_by,
    warn=(days(3),),
    tells=lambda made: {made.owner_id},
    sentence=lambda made: f"Answer a councillor on {made.title}",
    link=lambda made: made.get_absolute_url(),
)
RATE = Deadline(
    "councillors.rate",
    of=Engagement,
    label="Rate the benefit of engagement",
    due=lambda made: made.rating_by if made.status == EngagementState.AWARDED else None,
    warn=(days(14),),
    tells={Role.COUNCILLOR},
    sentence=lambda made: f"Rate what engagement was worth on {made.title}",
    link=lambda made: made.get_absolute_url(),
)

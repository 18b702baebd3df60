"""Market engagements for the public: following the log, reading, and how one is put into words."""

from __future__ import annotations

from datetime import date

from hub.engagement.models import Exercise
from hub.platform.events.models import Event
from hub.platform.events.subscribers import subscriber
from hub.platform.ui.parts import Row, Tag
from hub.platform.words import date_long
from hub.publishing.models import PublishedEngagement
from hub.publishing.services.engaging import project_engagements
from hub.publishing.terms import PublicEngagement

SUBSCRIBER = "publishing.engagements"


@subscriber(SUBSCRIBER, "engagement.*")
def keep_engagements(events: list[Event]) -> None:
    """Make the public lines anew that some events are about."""
    project_engagements(event.root_id for event in events if event.root_kind == Exercise.kind())


def takes_answers(one: PublishedEngagement, on: date) -> bool:
    """Say whether answers are taken on a day in London."""
    return one.state == PublicEngagement.OPEN and on <= one.ends_on


def engagement_tag(one: PublishedEngagement, on: date) -> Tag:
    """Give where it stands as a tag."""
    if one.state == PublicEngagement.WITHDRAWN:
        return Tag("Withdrawn", "grey")
    return Tag("Takes answers", "green") if takes_answers(one, on) else Tag("Ended", "grey")


def engagement_rows(one: PublishedEngagement) -> list[Row]:
    """Give what the public reads of it."""
    return [
        Row("What the authority wants to learn", one.purpose),
        Row("How", one.method),
        Row("From", date_long(one.starts_on)),
        Row("Answers until", f"The end of {date_long(one.ends_on)}"),
        Row("Who may take part", "Every supplier"),
        *([Row("Notice", one.notice_number, href=one.notice_url)] if one.notice_number else []),
    ]

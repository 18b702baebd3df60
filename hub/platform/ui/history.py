"""The last happenings of a record, ready for the timeline of its page."""

from __future__ import annotations

from hub.platform.actors import Actor
from hub.platform.events import feed
from hub.platform.recorded import Recorded
from hub.platform.ui.parts import Day, Happening
from hub.platform.words import date_with_day, time_with_minutes


def days_of(record: Recorded, actor: Actor, *, size: int = 10) -> list[Day]:
    """Give what happened to a record, newest first, day by day, as far as an actor may read of it.

    :param size: how many happenings at most.
    """
    return [
        Day(date_with_day(day), [_said(one) for one in found])
        for day, found in feed.by_day(feed.timeline(record, actor=actor, size=size))
    ]


def _said(line: feed.Line) -> Happening:
    note = f" {line.note}" if line.note else ""
    return Happening(line.sentence, f"{time_with_minutes(line.at)}, by {line.by}.{note}")

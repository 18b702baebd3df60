"""Reach the states of a screen by performing the real acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hub.platform.clock import london
from hub.risk import selectors, services
from hub.risk.models import Screen
from hub.risk.terms import Answer, Topic


def answers(record: Any, topic: str, *, yes: tuple[str, ...] = (), at: datetime) -> dict[str, str]:
    """Give answers of which only those named, by the last part of their code, add to the risk."""
    sheet = selectors.sheet(topic, on=london(at).date(), authority=record.authority)
    other = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}
    found = {}
    for one in sheet.questions:
        name = one.code.split(".", 1)[1]
        found[one.code] = str(one.counts_on if name in yes else other[one.counts_on])
    return found


def screened(record: Any, topic: str, *, reviewer: Any, by: Any, at: datetime, yes: tuple[str, ...] = ()) -> Screen:
    """Give a screen that waits for its review."""
    given = answers(record, topic, yes=yes, at=at)
    return services.answer(record, topic=topic, answers=given, notes={}, reviewer=reviewer, by=by, at=at)


def reviewed(record: Any, topic: str, *, cast: Any, at: datetime, yes: tuple[str, ...] = ()) -> Screen:
    """Give a screen answered by Priya and reviewed by Noor."""
    made = screened(record, topic, reviewer=cast.noor, by=cast.actor("priya"), at=at, yes=yes)
    return services.review(made, comment="Agreed, with what it asks for.", by=cast.actor("noor"), at=at)


def all_reviewed(record: Any, *, cast: Any, at: datetime) -> list[Screen]:
    """Give all five screens, reviewed."""
    return [reviewed(record, topic, cast=cast, at=at) for topic in Topic]

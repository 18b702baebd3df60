"""When people hear of a moment, and when it has passed. Plain functions over values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from hub.platform import words
from hub.platform.deadlines.terms import AlertKind
from hub.platform.words import LONDON

DIGEST_HOUR = 8


@lru_cache(maxsize=100_000)
def passes_at(when: date | datetime) -> datetime:
    """Give the instant at which a moment has passed: an instant itself, a date when that day ends in London."""
    if isinstance(when, datetime):
        return when.astimezone(UTC)
    return start_of(when + timedelta(days=1))


def day_of(when: date | datetime) -> date:
    """Give the London day of a moment."""
    return when.astimezone(LONDON).date() if isinstance(when, datetime) else when


def start_of(day: date) -> datetime:
    """Give the first instant of a London day."""
    return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)


@lru_cache(maxsize=100_000)
def looks(when: date | datetime, leads: tuple[timedelta, ...]) -> tuple[datetime, ...]:
    """Give the instants at which to look at a moment, in order; the last is when it has passed."""
    if isinstance(when, datetime):
        before = {passes_at(when) - lead for lead in leads}
    else:
        # Whole days are counted on the calendar, so that the clocks' change moves nothing.
        before = {start_of(when - timedelta(days=lead.days)) - _rest(lead) for lead in leads}
    return tuple(sorted(before | {passes_at(when)}))


def _rest(lead: timedelta) -> timedelta:
    return lead - timedelta(days=lead.days)


def first_look(moments: Sequence[datetime], at: datetime) -> datetime:
    """Give when to look first: at once for the latest moment gone by, so that nobody hears of each in turn."""
    gone = [moment for moment in moments if moment <= at]
    return gone[-1] if gone else moments[0]


def next_look(moments: Sequence[datetime], at: datetime) -> datetime | None:
    """Give the first moment after ``at``; none when the last has passed."""
    return next((moment for moment in moments if moment > at), None)


def next_digest(at: datetime) -> datetime:
    """Give the next 8am in London."""
    local = at.astimezone(LONDON)
    day = local.date() if local.hour < DIGEST_HOUR else local.date() + timedelta(days=1)
    return datetime.combine(day, time(DIGEST_HOUR), tzinfo=LONDON).astimezone(UTC)


def latest_put_off(due_on: date) -> date:
    """Give the last day to which something due may be put off: the day before it is due."""
    return due_on - timedelta(days=1)


def title(why: str, sentence: str, due_on: date | None) -> str:
    """Give an alert's line: verb, thing, date."""
    if why == AlertKind.NEWS or due_on is None:
        return sentence
    if why == AlertKind.ESCALATED:
        return f"Not acted on: {words.lower_first(sentence)}, due {words.date_long(due_on)}"
    return f"{sentence} by {words.date_long(due_on)}"

"""Instants of the deadline rule: read exactly, written exactly."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)


class NoMoment(ValueError):
    """A text is no instant of which the rule can be sure; the message says what to write."""


def moment(text: str) -> datetime:
    """Read an instant, in UTC.

    :raises NoMoment: where the offset is missing, the day does not exist, or there are parts smaller than microseconds.
    """
    if not WRITTEN.fullmatch(text):
        raise NoMoment(f"“{text[:60]}” cannot be used. Write the instant as 2026-11-23T11:59:59.999999Z.")
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise NoMoment(f"“{text}” is no instant that exists. Check the day and the time.") from None


def written(at: datetime) -> str:
    """Write an instant to the microsecond, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def milliseconds(count: int) -> timedelta:
    """Give a length of time."""
    return timedelta(milliseconds=count)

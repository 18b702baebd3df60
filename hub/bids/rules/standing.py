"""Whether something of a bid is taken at a moment: R2 to R4 and R6 of the deadline rule, asked at the door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from hub.bids.rules.history import LONGEST_PAUSE_SECONDS
from hub.law.findings import Finding
from hub.platform.words import deadline

PAUSE = timedelta(seconds=LONGEST_PAUSE_SECONDS)


def bars_to_change(*, is_sent: bool, due_at: datetime, stamp: datetime, error: timedelta) -> Iterator[Finding]:
    """Nothing new is taken once the due time has come; doubt about our clock favours the bidder (R4, R6)."""
    if not is_sent:
        yield Finding("not_open", "This quote takes no answers: it is not open, or it was taken back.")
    elif stamp >= due_at + error:
        yield Finding("too_late", f"Answers were due by {deadline(due_at)}. Nothing new is taken after that.")


def bars_to_bytes(*, due_at: datetime, grace: timedelta, last: datetime, now: datetime) -> Iterator[Finding]:
    """What was begun in time may finish within the grace, without a pause of more than two minutes (R3).

    :param last: when the last byte before these came.
    :param now: when the last of these bytes came.
    """
    if now <= due_at:
        return
    if now > due_at + grace:
        minutes = int(grace.total_seconds() // 60)
        yield Finding("too_slow", f"The {minutes} minutes that are left after the due time for such files are over.")
    elif now - max(last, due_at) > PAUSE:
        told = f"After the due time it stopped for longer than {LONGEST_PAUSE_SECONDS} seconds, so it is not taken."
        yield Finding("paused", told)

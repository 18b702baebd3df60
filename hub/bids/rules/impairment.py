"""R9 of the deadline rule: whether the Hub itself served badly before a deadline. It is measured, not argued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
# So long before the due time an incident of ours can have cost somebody a bid.
LOOKS_BACK = timedelta(minutes=120)
UNREACHABLE_SECONDS = 60
WINDOW = 5
FAILED_SHARE = 0.01
SLOW_MS = 10_000


@dataclass(frozen=True, slots=True)
class Served:
    """How suppliers were served in the minute that begins at ``at`` (UTC)."""

    at: datetime
    unreachable_seconds: int = 0
    requests: int = 0
    failed: int = 0
    submit_p95_ms: int = 0
    refused_uploads: int = 0


def impaired(minutes: Sequence[Served], due_at: datetime) -> list[datetime]:
    """Give the minutes in the 120 before a due time in which the Hub served badly, in their order.

    Badly is: the front door was not reachable from outside for 60 seconds or more in one stretch of minutes; one in a
    hundred requests of suppliers or more failed over five minutes; the slowest twentieth of submissions took over ten
    seconds over five minutes; the disk or the database refused an upload.
    """
    seen = sorted((one for one in minutes if due_at - LOOKS_BACK <= one.at < due_at), key=lambda one: one.at)
    found: set[datetime] = set()
    for stretch in _stretches([one for one in seen if one.unreachable_seconds > 0]):
        if sum(one.unreachable_seconds for one in stretch) >= UNREACHABLE_SECONDS:
            found.update(one.at for one in stretch)
    for place, last in enumerate(seen):
        window = [one for one in seen[: place + 1] if one.at > last.at - WINDOW * MINUTE]
        asked, failed = sum(one.requests for one in window), sum(one.failed for one in window)
        if failed and failed >= FAILED_SHARE * asked:
            found.update(one.at for one in window if one.failed)
        if last.submit_p95_ms > SLOW_MS:
            found.update(one.at for one in window)
        if last.refused_uploads:
            found.add(last.at)
    return sorted(found)


def lost(minutes: Sequence[Served], due_at: datetime) -> timedelta:
    """Give how long the Hub served badly before a due time: so long the affected may finish, if the lead so decides."""
    return len(impaired(minutes, due_at)) * MINUTE


def _stretches(minutes: Sequence[Served]) -> list[list[Served]]:
    found: list[list[Served]] = []
    for one in minutes:
        if found and one.at - found[-1][-1].at <= MINUTE:
            found[-1].append(one)
        else:
            found.append([one])
    return found

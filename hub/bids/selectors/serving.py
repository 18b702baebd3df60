"""How suppliers were served before a due time, and what was decided about it."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from hub.bids.models import IncidentDecision, ServedMinute
from hub.bids.rules import impairment
from hub.bids.rules.history import Decision, Minute
from hub.bids.rules.impairment import Served
from hub.platform.canon import instant
from hub.platform.once import once
from hub.tender.models import Tender

WINDOW = timedelta(minutes=impairment.WINDOW)


@once
def served_before(due_at: datetime) -> list[Served]:
    """Give how suppliers were served in each minute of the two hours before a due time, all processes together."""
    first = due_at - impairment.LOOKS_BACK - WINDOW
    rows = ServedMinute.objects.filter(at__gte=first, at__lt=due_at).order_by("at")
    minutes: dict[datetime, list[ServedMinute]] = {}
    for row in rows:
        minutes.setdefault(row.at, []).append(row)
    found = []
    for at in minutes:
        window = [
            ms for other, held in minutes.items() if at - WINDOW < other <= at for row in held for ms in row.submits
        ]
        found.append(Served(
            at, requests=sum(row.requests for row in minutes[at]), failed=sum(row.failed for row in minutes[at]),
            submit_p95_ms=_p95(window), refused_uploads=sum(row.refused_uploads for row in minutes[at]),
        ))  # fmt: skip
    return found


def _p95(values: list[int]) -> int:
    ordered = sorted(values)
    return ordered[math.ceil(0.95 * len(ordered)) - 1] if ordered else 0


def minutes_of(one: Tender) -> tuple[Minute, ...]:
    """Give the same as the deadline rule takes it."""
    served = served_before(one.due_at) if one.due_at is not None else []
    return tuple(
        Minute(at=instant(each.at), unreachable_seconds=each.unreachable_seconds, requests=each.requests,
               failed=each.failed, submit_p95_ms=each.submit_p95_ms, refused_uploads=each.refused_uploads)
        for each in served
    )  # fmt: skip


def lost_of(one: Tender) -> timedelta:
    """Give how long the Hub served badly before the due time of a tender; nothing where it did not."""
    return impairment.lost(served_before(one.due_at), one.due_at) if one.due_at is not None else timedelta(0)


def incident_of(one: Tender) -> IncidentDecision | None:
    """Give what the lead decided about an incident, or None."""
    return IncidentDecision.objects.filter(tender=one).select_related("decided_by").first()


def decision_of(one: Tender) -> Decision | None:
    """Give the decision alone."""
    found = incident_of(one)
    return Decision(found.decision) if found is not None else None


def more_time(one: Tender) -> timedelta:
    """Give for how long after the due time bids are taken all the same: as long as we served badly, unless carried on.

    Until the lead has decided they are taken on trial: they count only if the affected may finish.
    """
    away = lost_of(one)
    return away if away and decision_of(one) is not Decision.CARRY_ON else timedelta(0)

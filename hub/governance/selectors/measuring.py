"""What the measures of governance count that is no share of one kind of record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Avg, Count, Sum

from hub.governance.models import Engagement, Meeting
from hub.governance.rules import HERE
from hub.governance.terms import MeetingState
from hub.law.calendar import is_working_day
from hub.law.tables import Tables
from hub.platform.approvals.models import Request
from hub.platform.approvals.terms import RequestState
from hub.platform.clock import london

YEAR = timedelta(days=365)
SETTLED = (MeetingState.CLOSED, MeetingState.SIGNED)
DECIDED = (RequestState.APPROVED, RequestState.USED)


def attendance(authorities: Sequence[int], at: datetime) -> tuple[int, int]:
    """Give how many members came to the meetings of a year, and how many were expected."""
    on = london(at).date()
    rows = Meeting.objects.filter(
        authority__in=authorities, status__in=SETTLED, meets_on__gt=on - YEAR, meets_on__lte=on
    )
    found = rows.aggregate(came=Sum("present_count"), expected=Sum("expected_count"))
    return found["came"] or 0, found["expected"] or 0


def mean_benefit(authorities: Sequence[int]) -> tuple[float | None, int]:
    """Give the mean of the newest ratings of engagement, and how many there are."""
    rows = Engagement.objects.filter(authority__in=authorities, last_rating__isnull=False)
    found = rows.aggregate(mean=Avg("last_rating"), count=Count("pk"))
    return found["mean"], found["count"]


def days_to_approve(authorities: Sequence[int], at: datetime, *, tables: Tables) -> tuple[float | None, int]:
    """Give the median of working days from asking to the last decision over a year, and how many approvals that are."""
    rows = Request.objects.filter(
        authority__in=authorities, status__in=DECIDED, ended_at__gt=at - YEAR, ended_at__lte=at
    ).values_list("asked_at", "ended_at")
    spans = [working_days(london(asked).date(), london(ended).date(), tables) for asked, ended in rows]
    return (median(spans), len(spans)) if spans else (None, 0)


def working_days(first: date, last: date, tables: Tables) -> int:
    """Count the working days after a first day until a last one."""
    return sum(is_working_day(day, tables=tables, nations=HERE) for day in _days(first, last))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range(1, (last - first).days + 1))

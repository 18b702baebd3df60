"""What the measures of governance count that is no share of one kind of record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Q, prefetch_related_objects

from hub.governance.models import Engagement, Meeting
from hub.governance.rules import HERE
from hub.governance.terms import MeetingState
from hub.law.calendar import is_working_day
from hub.law.tables import Tables
from hub.platform.approvals.models import Request
from hub.platform.approvals.terms import RequestState
from hub.platform.clock import london
from hub.platform.indicators.history import met_at

YEAR = timedelta(days=365)
SETTLED = (MeetingState.CLOSED, MeetingState.SIGNED)
DECIDED = (RequestState.APPROVED, RequestState.USED)


def attendance(authorities: Sequence[int], at: datetime) -> tuple[int, int]:
    """Give how many members came to the meetings of a year, and how many were expected."""
    found = meetings_held(authorities, at)
    return sum(one.present_count for one in found), sum(one.expected_count for one in found)


def meetings_held(authorities: Sequence[int], at: datetime) -> list[Meeting]:
    """Give the meetings of a year as they stood at a moment, the newest first."""
    on = london(at).date()
    held = Q(status__in=SETTLED, meets_on__gt=on - YEAR, meets_on__lte=on)
    found = met_at(Meeting, held, at, authorities)
    prefetch_related_objects(found, "body")
    return sorted(found, key=lambda one: (-one.meets_on.toordinal(), one.pk))


def rated(authorities: Sequence[int], at: datetime) -> list[Engagement]:
    """Give the engagements with a rating at a moment, as they stood then, the lowest first."""
    found = met_at(Engagement, Q(last_rating__isnull=False), at, authorities)
    return sorted(found, key=lambda one: (one.last_rating, one.pk))


def approvals_ended(authorities: Sequence[int], at: datetime, *, tables: Tables) -> list[tuple[Request, int]]:
    """Give the approvals of a year, each with the working days from asking to the last decision, the slowest first."""
    rows = met_at(Request, Q(status__in=DECIDED, ended_at__gt=at - YEAR, ended_at__lte=at), at, authorities)
    told = [(one, working_days(london(one.asked_at).date(), london(one.ended_at).date(), tables)) for one in rows]
    return sorted(told, key=lambda each: (-each[1], each[0].pk))


def middle_of(spans: Sequence[int]) -> float | None:
    """Give the median, or None of nothing."""
    return median(spans) if spans else None


def working_days(first: date, last: date, tables: Tables) -> int:
    """Count the working days after a first day until a last one."""
    return sum(is_working_day(day, tables=tables, nations=HERE) for day in _days(first, last))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range(1, (last - first).days + 1))

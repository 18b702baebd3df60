"""What this package measures: ST-6, legal compliance."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q

from hub.duty.models import Duty
from hub.duty.terms import FAILURE, STANDING, State
from hub.law.terms import NoticeType
from hub.platform.clock import london
from hub.platform.indicators.shares import share_of

YEAR = timedelta(days=365)
REGISTER = "/duties/"


def due_this_year(at: datetime) -> Q:
    """Give the condition of what the law asked for by a day of the last 365 days."""
    on = london(at).date()
    return ~Q(status__in=[State.WITHDRAWN, State.NOT_NEEDED]) & Q(by__gt=on - YEAR, by__lte=on)


def standing(at: datetime) -> Q:
    """Give the condition of what is still to be met."""
    return Q(status__in=sorted(STANDING))


share_of(
    "ST-6.notices_on_time",
    label="Notices and publications made on time",
    formula="Duties due in the last 365 days that were met on or before their last day, of all due in that time.",
    of=Duty,
    counted=due_this_year,
    holds=lambda at: Q(status=State.DONE, published_on__lte=F("by")),
    register=REGISTER,
)
share_of(
    "ST-6.kpi_done",
    label="Performance assessments published",
    formula=(
        "Assessments of performance under contracts that need key performance indicators, due in the last 365 days, "
        "that were published, of all due in that time."
    ),
    of=Duty,
    counted=lambda at: due_this_year(at) & Q(code=NoticeType.UK9) & ~Q(key=FAILURE),
    holds=lambda at: Q(status=State.DONE),
    register=REGISTER,
)
share_of(
    "ST-6.owned",
    label="Duties to be met that somebody owns",
    formula="Duties that are still to be met with an owner at work, of all that are still to be met.",
    of=Duty,
    counted=standing,
    holds=lambda at: Q(owner__is_active=True),
    register=REGISTER,
)
share_of(
    "ST-6.known",
    label="Duties to be met whose facts are known",
    formula="Duties that are still to be met and lack no fact, of all that are still to be met.",
    of=Duty,
    counted=standing,
    holds=lambda at: Q(status=State.OPEN),
    register=REGISTER,
)

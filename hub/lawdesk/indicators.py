"""What this package measures: ST-5, whether changes of law are reviewed in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q

from hub.lawdesk.models import LawChange
from hub.platform.clock import london
from hub.platform.indicators.shares import share_of

YEAR = timedelta(days=365)
IN_TIME = timedelta(days=30)


def decided(at: datetime) -> Q:
    """Give the condition of what was entered in the last 365 days and is reviewed, or should be by now."""
    on = london(at).date()
    return Q(opened_on__gt=on - YEAR, opened_on__lte=on) & (Q(closed_on__lte=on) | Q(opened_on__lt=on - IN_TIME))


share_of(
    "ST-5.assessed30",
    label="Changes of law reviewed within 30 days",
    formula=(
        "Changes of law entered in the last 365 days whose review was closed within 30 days, of all that were entered "
        "in that time; one that is not yet reviewed and not yet 30 days old is left out."
    ),
    of=LawChange,
    counted=decided,
    holds=lambda at: Q(closed_on__lte=F("opened_on") + IN_TIME),
    register="/law/changes/",
)

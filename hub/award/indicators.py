"""What this package measures of awards (SM-4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from hub.award.models import Award
from hub.award.terms import State
from hub.platform.indicators.shares import share_of

AWARDS = "/awards/"
YEAR = timedelta(days=365)


def confirmed_of_known_size(at: datetime) -> Q:
    """Give the condition of the awards confirmed in the last 365 days whose supplier's size is known."""
    return Q(status=State.CONFIRMED, confirmed_at__gt=at - YEAR, confirmed_at__lte=at, is_sme__isnull=False)


share_of(
    "SM-4.win",
    label="Awards on quotes won by small and medium firms",
    formula=(
        "Awards on quotes confirmed in the last 365 days to a small or medium firm, out of all whose supplier's size "
        "the register knew on the day."
    ),
    of=Award,
    counted=confirmed_of_known_size,
    holds=lambda at: Q(is_sme=True),
    register=AWARDS,
)

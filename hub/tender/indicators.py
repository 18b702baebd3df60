"""What this package measures of quotes (SM-4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from hub.platform.indicators.shares import share_of
from hub.tender.models import Tender
from hub.tender.terms import SENT, Sort

QUOTES = "/quotes/"
YEAR = timedelta(days=365)


def sent_where_one_is_listed(at: datetime) -> Q:
    """Give the condition of the quotes sent in the last 365 days for which a local small firm was in the register."""
    return Q(
        sort=Sort.QUOTE, status__in=sorted(SENT), sent_at__gt=at - YEAR, sent_at__lte=at, local_listed=True
    )  # fmt: skip


share_of(
    "SM-4.invited",
    label="Quotes for which a local small or medium firm was invited",
    formula=(
        "Quotes sent in the last 365 days for which the register of suppliers held a local small or medium firm when "
        "they were sent, and for which one was asked. Withdrawn quotes do not count; where the place or size of nobody "
        "was known, nobody can tell and the quote does not count either."
    ),
    of=Tender,
    counted=sent_where_one_is_listed,
    holds=lambda at: Q(local_invited=True),
    register=QUOTES,
)

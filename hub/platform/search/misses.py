"""Count searches that found nothing, without what was asked: it may name people."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from hub.platform.search.models import SearchMiss


def count_miss(on: date) -> None:
    """Count one search that found nothing on a day."""
    with transaction.atomic():
        SearchMiss.objects.get_or_create(on=on)
        SearchMiss.objects.filter(on=on).update(count=F("count") + 1)

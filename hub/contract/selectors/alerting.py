"""What lately happened to contracts, for those who are told without being staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hub.contract.models import Contract
from hub.platform.events.models import Event


def happened_to(ids: Iterable[int], verbs: Iterable[str], *, since: datetime) -> list[Event]:
    """Give the events of some contracts by verb, newest first; the erasable part of each stays unread."""
    rows = Event.objects.filter(root_kind=Contract.kind(), root_id__in=list(ids), verb__in=list(verbs), at__gte=since)
    return list(rows.order_by("-number"))

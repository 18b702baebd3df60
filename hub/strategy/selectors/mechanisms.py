"""What the shared mechanisms ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hub.strategy.models import Action


def actions_to_index(ids: Iterable[int]) -> Any:
    """Give the actions that search indexes."""
    return Action.objects.filter(pk__in=list(ids)).select_related("authority")

"""Reads over decisions."""

from __future__ import annotations

from typing import Any

from hub.governance.models import Decision
from hub.governance.selectors.seating import within
from hub.platform.actors import Actor


def decisions(actor: Actor) -> Any:
    """Give the decisions that an officer may read."""
    return within(Decision.objects.all(), actor).select_related("body", "taken_by")


def decision(actor: Actor, reference: str) -> Decision | None:
    """Give one decision, or None."""
    rows = decisions(actor).select_related("authority", "meeting", "item", "asked_by", "authorised_by")
    return rows.filter(reference=reference).first()  # type: ignore[no-any-return]


def decisions_about(kind: str, pk: int) -> list[Decision]:
    """Give the decisions about a record, the newest first."""
    return list(Decision.objects.about(kind, pk).select_related("body", "meeting", "taken_by"))


def latest_about(kind: str, pk: int) -> Decision | None:
    """Give the newest decision about a record, or None."""
    return next(iter(decisions_about(kind, pk)), None)


def to_index(ids: Any) -> Any:
    """Give the decisions that search indexes."""
    return Decision.objects.filter(pk__in=list(ids)).select_related("authority", "body")

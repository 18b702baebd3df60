"""Reads over the forward plan."""

from __future__ import annotations

from typing import Any

from hub.pipeline.models import PipelineEntry
from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS


def entries(actor: Actor) -> Any:
    """Give the entries that an officer may read."""
    if actor.is_system:
        return PipelineEntry.objects.all()
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    return PipelineEntry.objects.visible_to(actor).filter(authority__in=reach).select_related("owner")


def entry(actor: Actor, reference: str) -> PipelineEntry | None:
    """Give one entry, or None."""
    return entries(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def following(kind: str, pk: int) -> PipelineEntry | None:
    """Give the entry that follows a record and was not dropped."""
    return PipelineEntry.objects.following(kind).filter(origin_id=pk).select_related("owner").first()  # type: ignore[no-any-return]


def origins(kind: str) -> Any:
    """Give the numbers of the records of a kind that have an entry, as a subquery."""
    return PipelineEntry.objects.following(kind).values("origin_id")


def to_index(ids: Any) -> Any:
    """Give the entries that search indexes."""
    return PipelineEntry.objects.filter(pk__in=list(ids)).select_related("authority")

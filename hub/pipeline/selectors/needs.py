"""Reads over what people need."""

from __future__ import annotations

from typing import Any

from hub.pipeline.models import Need, PipelineEntry
from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS


def needs(actor: Actor) -> Any:
    """Give the needs that an officer may read: all of their authorities'."""
    if actor.is_system:
        return Need.objects.all()
    rows = Need.objects.visible_to(actor.only(OFFICERS))
    return rows.select_related("requester", "entry", "answered_by", "authority")


def need(actor: Actor, reference: str) -> Need | None:
    """Give one need, or None."""
    return needs(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def waiting_needs(actor: Actor) -> Any:
    """Give the needs that nobody has answered."""
    return needs(actor).waiting()


def needs_of_entry(entry: PipelineEntry, actor: Actor) -> list[Need]:
    """Give the needs that an entry answers."""
    return list(needs(actor).filter(entry=entry).order_by("pk"))


def answered_from(person_id: int, actor: Actor) -> Any:
    """Give what somebody asked for."""
    return needs(actor).filter(requester=person_id).order_by("-sent_at")


def needs_to_index(ids: Any) -> Any:
    """Give the needs that search indexes."""
    return Need.objects.filter(pk__in=list(ids)).select_related("authority", "requester")

"""The event log: audit trail, activity feed and outbox in one append-only, chained table."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from hub.platform import canon
from hub.platform.tenancy.models import Authority

GENESIS = "0" * 64
DOMAIN = "hub/event/v1"


class Head(models.Model):
    """The one row that writers lock: the number and digest of the last event."""

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"head at {self.number}"


class Event(models.Model):
    """One act by one actor on one record. Never changed, never removed."""

    number = models.BigIntegerField(primary_key=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, related_name="events", db_index=False)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    root_kind = models.CharField(max_length=60)
    root_id = models.BigIntegerField()
    actor_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    cause = models.CharField(max_length=32)
    detail = models.TextField(default="{}")
    detail_commitment = models.CharField(max_length=64)
    prev_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["root_kind", "root_id", "-number"], name="event_by_root"),
            models.Index(fields=["authority", "-number"], name="event_by_authority"),
            models.Index(fields=["verb", "-number"], name="event_by_verb"),
            models.Index(fields=["actor_id", "-number"], name="event_by_actor"),
        ]

    def __str__(self) -> str:
        return f"event {self.number} {self.verb}"

    def body(self) -> dict[str, Any]:
        """Give what the digest covers: ids, acts and digests, no names."""
        return {
            "number": self.number,
            "authority": self.authority_id,
            "verb": self.verb,
            "subject": [self.subject_kind, self.subject_id],
            "root": [self.root_kind, self.root_id],
            "actor": self.actor_id,
            "at": self.at,
            "cause": self.cause,
            "detail": self.detail,
            "commitment": self.detail_commitment,
        }

    def computed_digest(self) -> str:
        """Give the digest that this row must have after the row before it."""
        return canon.digest(self.body(), domain=f"{DOMAIN}:{self.prev_digest}:")

    @property
    def facts(self) -> dict[str, Any]:
        """Give the structured facts of the act."""
        return json.loads(self.detail)  # type: ignore[no-any-return]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse: events are appended by ``events.record.append``."""
        raise TypeError("Events are appended by acts and never saved by hand.")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: nothing leaves the log."""
        raise TypeError("Events are never deleted.")


class EventDetail(models.Model):
    """The erasable part of an event: names, changed values and free text, committed to by a salted digest."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="detail_row")
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return f"detail of event {self.event_id}"

    @property
    def data(self) -> dict[str, Any]:
        """Give actor name, subject label, changes and note; empty after erasure."""
        return json.loads(self.text) if self.text else {}


class Checkpoint(models.Model):
    """A signed statement of how long the log was and what it held."""

    size = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    text = models.TextField()
    signature = models.CharField(max_length=100)
    public_key = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"


class Position(models.Model):
    """How far a subscriber has read."""

    subscriber = models.CharField(max_length=80, unique=True)
    number = models.BigIntegerField(default=0)
    faults = models.PositiveIntegerField(default=0)
    last_fault = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.subscriber} at {self.number}"

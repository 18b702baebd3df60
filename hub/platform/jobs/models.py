"""Background work: what is to be done, how far it is and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models

from hub.platform.identity.models import Person
from hub.platform.jobs.terms import ENDED, JobState


class JobQuerySet(models.QuerySet["Job"]):
    """Filters over jobs."""

    def started_by_person(self, person_id: int | None) -> Self:
        """Keep the jobs that one person started."""
        return self.filter(started_by_id=person_id)

    def ended(self) -> Self:
        """Keep those that came to an end."""
        return self.filter(state__in=ENDED)


class Job(models.Model):
    """One piece of work. Not a record: the acts that it performs are on the records."""

    key = models.CharField(max_length=120, null=True, unique=True)
    label = models.CharField(max_length=200)
    function = models.CharField(max_length=200)
    arguments = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=JobState.choices(), default=JobState.QUEUED)
    started_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="jobs")
    queued_at = models.DateTimeField()
    # Real time, not the demo's: since when it waits, when it was last offered, the worker's last sign of life.
    waiting_since = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    host = models.CharField(max_length=120, default="", blank=True)
    run = models.CharField(max_length=32, default="", blank=True)
    attempts = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    message = models.CharField(max_length=300, default="", blank=True)
    result = models.JSONField(default=dict)
    error = models.TextField(default="", blank=True)
    is_cancel_asked = models.BooleanField(default=False)

    objects: Any = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "offered_at"], name="job_by_state"),
            models.Index(fields=["started_by", "-queued_at"], name="job_by_person"),
        ]

    def __str__(self) -> str:
        return f"job {self.pk}: {self.label}"

    @property
    def has_ended(self) -> bool:
        """Say whether nothing more will happen."""
        return self.state in ENDED

    @property
    def share(self) -> int | None:
        """Give how much is done, in whole per cent; None while the whole is not known."""
        if not self.total:
            return None
        return min(100, self.done * 100 // self.total)

    def get_absolute_url(self) -> str:
        """Give the job's page."""
        return f"/jobs/{self.pk}/"


class Turn(models.Model):
    """When a piece of regular work is next due; the declaration is in code."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.next_at:%Y-%m-%d %H:%M}"

    def is_due(self, at: datetime) -> bool:
        """Say whether its time has come."""
        return self.next_at <= at

"""How suppliers were served, minute by minute, and what the lead decided after an incident of ours (R9)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hub.bids.rules.history import Decision
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.tender.models import Tender


class ServedMinute(models.Model):
    """What one process answered suppliers in one minute. Counts only: nobody's requests can be told from it."""

    at = models.DateTimeField("when the minute began")
    process = models.CharField(max_length=60)
    requests = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField("answered with a fault of ours", default=0)
    refused_uploads = models.PositiveIntegerField(default=0)
    # How long each Submit took, in milliseconds.
    submits = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["at", "process"], name="a_process_counts_a_minute_once")]

    def __str__(self) -> str:
        return f"{self.process} at {self.at:%H:%M}"


class IncidentDecision(Recorded):
    """What the lead decided after we had served badly before a due time; nothing is opened before that."""

    tenant_path: ClassVar[str] = "tender"

    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="incident")
    decision = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Decision])
    reason = models.TextField()
    minutes = models.PositiveSmallIntegerField("minutes that we served badly")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"decision on an incident in tender {self.tender_id}"

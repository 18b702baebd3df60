"""What was computed at a month end, kept as it was."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from hub.maturity.terms import Subject
from hub.platform.acts import Recorded
from hub.platform.tenancy.models import Authority, TenantQuerySet


class Snapshot(Recorded):
    """The levels of one authority at one month end. Never changed, never taken twice."""

    act_prefix: ClassVar[str] = "maturity.snapshot"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="maturity_snapshots")
    on = models.DateField("month end")
    taken_at = models.DateTimeField()
    plan_score = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    diagnostic_score = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    rows_measured = models.PositiveSmallIntegerField(default=0)
    behaviours_measured = models.PositiveSmallIntegerField(default=0)

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "snapshot"
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "on"], name="one_snapshot_for_each_month_end"),
        ]

    def __str__(self) -> str:
        return f"Snapshot of {self.on}"


class SnapshotLine(Recorded):
    """One level of a snapshot, with the figures behind it."""

    tenant_path = "snapshot"

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="lines")
    subject = models.CharField(max_length=12, choices=Subject.choices())
    code = models.CharField(max_length=20)
    computed = models.PositiveSmallIntegerField(null=True, blank=True)
    # Of a capability: each indicator with its figure, so that a later reader sees what it was computed from.
    figures = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "subject", "code"], name="a_snapshot_has_a_level_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} in snapshot {self.snapshot_id}"

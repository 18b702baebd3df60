"""Drafts of the yearly pipeline notice: what it would have listed on the day it was drafted."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class NoticeDraft(Recorded):
    """One draft of the pipeline notice (UK1) of a financial year; it never changes."""

    act_prefix: ClassVar[str] = "pipeline_notice"
    url_namespace: ClassVar[str] = "pipeline-notice"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="pipeline_notices")
    reference = models.CharField(max_length=40, unique=True)
    starts_on = models.DateField("financial year from")
    until = models.DateField("notices planned until")
    expected_spend_inc_vat = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    is_required = models.BooleanField(null=True)
    publish_by = models.DateField(null=True)
    # Each contract that it lists, as plain values; and those that may belong there, with the reason for the doubt.
    listed = models.JSONField(default=list)
    doubtful = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        indexes = [models.Index(fields=["authority", "-drafted_at"], name="pipeline_notice_by_date")]

    def __str__(self) -> str:
        return f"{self.reference} pipeline notice from {self.starts_on.isoformat()}"

    def get_absolute_url(self) -> str:
        """Give its address."""
        return f"/pipeline/notice/{self.reference}/"

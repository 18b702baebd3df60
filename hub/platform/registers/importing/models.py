"""What is kept of a load: the batch, what it rejected, what it changed, and how columns were matched."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from hub.platform.acts import Recorded
from hub.platform.registers.importing.terms import BUSY, BatchState
from hub.platform.tenancy.models import Authority, TenantQuerySet


class ImportBatch(Recorded):
    """One load of one file into one register of one authority."""

    act_prefix: ClassVar[str] = "import"
    # What the preview found is rebuilt at will; what was loaded is in the counts.
    unrecorded = frozenset({"preview", "job_id"})

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="import_batches")
    register = models.CharField(max_length=60)
    status = models.CharField(max_length=10, choices=BatchState.choices(), default=BatchState.UPLOADED)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)
    # Files of the command line stay where they are; only uploads are stored.
    is_stored = models.BooleanField(default=True)
    format = models.CharField(max_length=20, blank=True)
    sheet = models.CharField(max_length=120, blank=True)
    layout = models.CharField(max_length=16, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    records = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    kept_back = models.PositiveIntegerField("not undone, because changed since", default=0)
    preview = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    job_id = models.BigIntegerField(null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="import_batches"
    )
    uploaded_at = models.DateTimeField()
    loaded_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "load"
        indexes = [models.Index(fields=["authority", "register", "-id"], name="import_batch_by_register")]

    def __str__(self) -> str:
        return f"Load {self.pk}, {self.file_name}"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person started this load."""
        return person_id is not None and person_id == self.uploaded_by_id

    @property
    def is_busy(self) -> bool:
        """Say whether the worker has it."""
        return self.status in BUSY

    @property
    def counts(self) -> dict[str, int]:
        """Give what became of the records; the first is the sum of the others."""
        names = ("records", "accepted", "updated", "unchanged", "rejected", "skipped")
        return {name: getattr(self, name) for name in names}


class ImportReject(models.Model):
    """One row that was left out, with its first fault and its cells as they came."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rejects")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=300, blank=True)
    reason = models.TextField()
    more = models.JSONField(default=list, blank=True)
    cells = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Row {self.row} of load {self.batch_id}"


class ImportedRow(models.Model):
    """One record that a load brought or changed, with what undoing it needs."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows", db_index=False)
    object_id = models.BigIntegerField()
    is_new = models.BooleanField()
    # The record's version after the load: a higher one means that somebody changed it since.
    after_version = models.PositiveIntegerField()
    before = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["batch", "id"], name="imported_row_by_batch")]

    def __str__(self) -> str:
        return f"Record {self.object_id} of load {self.batch_id}"


class RememberedMapping(models.Model):
    """How somebody matched the columns of a layout; the next file with the same headings begins with it."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="+")
    register = models.CharField(max_length=60)
    layout = models.CharField(max_length=16)
    choices = models.JSONField(default=dict)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "register", "layout"], name="a_layout_is_remembered_once_a_register"
            ),
        ]

    def __str__(self) -> str:
        return f"Layout {self.layout} of {self.register}"

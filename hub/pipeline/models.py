"""Entries of the forward plan: what will be bought, when, and what it follows."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from hub.pipeline.terms import OPEN, State
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class EntryQuerySet(TenantQuerySet):
    """Filters over entries."""

    def standing(self) -> Self:
        """Keep the entries that were not dropped."""
        return self.exclude(status=State.DROPPED)

    def following(self, kind: str) -> Self:
        """Keep the entries that follow a sort of record and were not dropped."""
        return self.standing().filter(origin_kind=kind)


class PipelineEntry(Recorded):
    """One line of the forward plan."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="pipeline_entries")
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=State.choices(), default=State.PROPOSED)
    title = models.CharField(max_length=400)
    description = models.TextField(blank=True)
    department = models.CharField(max_length=150, blank=True)
    main_cpv = models.CharField("CPV code", max_length=12, blank=True)
    category = models.CharField(max_length=200, blank=True)
    value_ex_vat = models.DecimalField("value, ex VAT", max_digits=15, decimal_places=2, null=True, blank=True)
    budget_line = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="pipeline_owned")
    proposed_on = models.DateField()
    needed_on = models.DateField("needed from", null=True, blank=True)
    start_by = models.DateField("last safe start of the competition", null=True, blank=True)

    # What it follows. A later package's record, so named by kind and number and not by a foreign key.
    origin_kind = models.CharField(max_length=60, blank=True)
    origin_id = models.BigIntegerField(null=True, blank=True)
    origin_reference = models.CharField("follows", max_length=60, blank=True)
    origin_page = models.CharField(max_length=200, blank=True)
    origin_ends_on = models.DateField("which ends on", null=True, blank=True)
    # How long before that end the entry was made: a plan made a year ahead counts for more (BC-1).
    days_ahead = models.IntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "entry of the pipeline"
        verbose_name_plural = "entries of the pipeline"
        ordering = ["needed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id"],
                condition=models.Q(origin_id__isnull=False) & ~models.Q(status=State.DROPPED),
                name="a_record_has_one_entry_that_follows",
            ),
            models.CheckConstraint(
                condition=models.Q(value_ex_vat__isnull=True) | models.Q(value_ex_vat__gte=0),
                name="an_entry_is_worth_nothing_or_more",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "status", "needed_on"], name="pipeline_by_status"),
            models.Index(fields=["origin_kind", "origin_id"], name="pipeline_by_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the entry."""
        return f"/pipeline/{self.reference}/"

    @property
    def is_open(self) -> bool:
        """Say whether the procurement is still to start."""
        return self.status in OPEN

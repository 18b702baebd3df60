"""Dated reference data: every limit, list and scale with the day it begins, the day it ends and where it comes from."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Coalesce

from hub.platform.recorded import Recorded
from hub.platform.tenancy.models import Authority


class EntryQuerySet(models.QuerySet["Entry"]):
    """Filters over entries."""

    def on(self, day: date) -> Self:
        """Keep the entries that hold on a day; ``valid_to`` is the first day without."""
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=day))


class Entry(Recorded):
    """One dated value of a set; ``authority`` is empty for sets that hold for everybody."""

    act_prefix: ClassVar[str] = "reference"

    set = models.CharField(max_length=60)
    code = models.CharField(max_length=80)
    label = models.CharField(max_length=250)
    data = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=500, blank=True)
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="reference_entries"
    )

    objects: Any = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "dated value"
        constraints = [
            # A value of the Hub's own has no authority, and is unique beside those of authorities on every database.
            models.UniqueConstraint(
                "set",
                "code",
                "valid_from",
                Coalesce("authority", 0, output_field=models.BigIntegerField()),
                name="a_value_begins_once_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="a_value_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["set", "authority", "valid_from"], name="reference_by_set")]

    def __str__(self) -> str:
        return f"{self.set}/{self.code} from {self.valid_from}"

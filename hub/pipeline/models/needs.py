"""What somebody needs, in their own words, and what became of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from hub.pipeline.models.entries import PipelineEntry
from hub.pipeline.terms import WAITING, NeedState
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class NeedQuerySet(TenantQuerySet):
    """Filters over needs."""

    def waiting(self) -> Any:
        """Keep those that nobody has answered."""
        return self.filter(status__in=sorted(WAITING))


class Need(Recorded):
    """What somebody told procurement that they need."""

    act_prefix: ClassVar[str] = "need"
    url_namespace: ClassVar[str] = "needs"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="needs")
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=NeedState.choices(), default=NeedState.SENT)
    title = models.CharField("what you need", max_length=200)
    description = models.TextField("what it is for")
    current = models.CharField("how it is done today", max_length=300, blank=True)
    value_ex_vat = models.DecimalField("about how much, ex VAT", max_digits=15, decimal_places=2, null=True, blank=True)
    needed_on = models.DateField("needed from")
    department = models.CharField(max_length=150, blank=True)
    budget_line = models.CharField(max_length=120, blank=True)
    requester = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="needs")
    sent_at = models.DateTimeField()
    answer_by = models.DateField("answer by")
    # What was shown as like it before it was sent: how many, and each with kind, reference, title and address.
    shown_alike = models.JSONField(default=list, blank=True)
    entry = models.ForeignKey(PipelineEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="needs")
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField("answered on", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["answer_by", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value_ex_vat__isnull=True) | models.Q(value_ex_vat__gte=0),
                name="a_need_is_worth_nothing_or_more",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["accepted", "joined"]) | models.Q(entry__isnull=False),
                name="a_need_on_the_plan_has_an_entry",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "answer_by"], name="need_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give its address."""
        return f"/needs/{self.reference}/"

    @property
    def is_waiting(self) -> bool:
        """Say whether nobody has answered yet."""
        return self.status in WAITING

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person asked for it."""
        return person_id is not None and self.requester_id == person_id

"""Conditions on which a gate was passed."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from hub.gateway.models.reviews import GateReview
from hub.gateway.terms import ConditionState
from hub.platform.acts import Recorded
from hub.platform.tenancy.models import Authority, TenantQuerySet


class ConditionQuerySet(TenantQuerySet):
    """Filters over conditions."""

    def open(self) -> Self:
        """Keep those that are still to be met."""
        return self.filter(status=ConditionState.OPEN)


class Condition(Recorded):
    """Something that somebody must do by a day because a gate was passed on that condition."""

    act_prefix: ClassVar[str] = "condition"
    url_namespace: ClassVar[str] = "gateconditions"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="gate_conditions")
    review = models.ForeignKey(GateReview, on_delete=models.PROTECT, related_name="conditions")
    reference = models.CharField(max_length=48, unique=True)
    text = models.TextField("condition")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="gate_conditions")
    due_on = models.DateField("due by")
    comes_first = models.BooleanField("before the next stage begins", default=True)
    status = models.CharField(max_length=6, choices=ConditionState.choices(), default=ConditionState.OPEN)
    set_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    evidence = models.TextField(blank=True)
    # The address of a document in the Hub that shows it.
    evidence_page = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = "condition"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=ConditionState.OPEN) | models.Q(closed_on__isnull=False),
                name="a_closed_condition_says_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=ConditionState.MET) | ~models.Q(evidence=""),
                name="a_met_condition_has_evidence",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "due_on"], name="condition_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.text[:80]}"

    @property
    def title(self) -> str:
        """Give the condition in one line."""
        return self.text if len(self.text) <= 120 else f"{self.text[:119]}…"

    def get_absolute_url(self) -> str:
        """Give the address of the condition."""
        return f"/gates/conditions/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person sees to it."""
        return person_id is not None and person_id == self.owner_id

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be met."""
        return self.status == ConditionState.OPEN

    def is_late(self, on: date) -> bool:
        """Say whether its day has passed."""
        return self.is_open and self.due_on < on

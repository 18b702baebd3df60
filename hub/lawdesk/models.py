"""Changes of law, each with the review that it needs."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from hub.lawdesk.terms import UNREVIEWED, State
from hub.lawdesk.touching import Changed
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class LawChangeQuerySet(TenantQuerySet):
    """Filters over changes of law."""

    def unreviewed(self) -> Self:
        """Keep those whose review is not closed."""
        return self.filter(status__in=UNREVIEWED)


class LawChange(Recorded):
    """Rows of one table of the law that began, ended or were corrected, as one authority has to review them."""

    act_prefix: ClassVar[str] = "lawchange"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="law_changes")
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=State.choices(), default=State.OPEN)
    # Which table and which of its rows; the rows are dated values, so their numbers stay.
    table = models.CharField("table of the law", max_length=60)
    table_title = models.CharField("table of the law, in words", max_length=250)
    title = models.CharField(max_length=250)
    codes = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    first_day = models.DateField("holds from")
    reason = models.TextField("what changes, and why", blank=True)
    source = models.CharField(max_length=500, blank=True)
    opened_on = models.DateField()
    review_by = models.DateField()
    reviewer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="law_changes_reviewed"
    )
    outcome = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = LawChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "change of law"
        verbose_name_plural = "changes of law"
        ordering = ["review_by", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=State.CLOSED) | models.Q(closed_on__isnull=False),
                name="a_closed_review_says_when",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "review_by"], name="law_change_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the change."""
        return f"/law/changes/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person reviews this change."""
        return person_id is not None and person_id == self.reviewer_id

    @property
    def is_unreviewed(self) -> bool:
        """Say whether the review is still to be closed."""
        return self.status in UNREVIEWED

    def changed(self) -> Changed:
        """Give what changed, as those who look for touched records ask."""
        return Changed(self.table, tuple(self.codes), self.first_day)

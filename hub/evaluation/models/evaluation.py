"""The scoring of one quote or tender, and who may take part in it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from hub.bids.models import Bid
from hub.evaluation.terms import State
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.tender.models import Tender


class Evaluation(Recorded):
    """The scoring of a tender, from the first declaration until the scores are settled.

    It has the reference of its tender, so that its address is that of the tender with one word more.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="evaluations")
    version = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=8, choices=State.choices(), default=State.SCORING)
    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="evaluation")
    begun_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    # Which of equal offers a person put first, and why.
    preferred = models.ForeignKey(Bid, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    preferred_reason = models.TextField("why this one of equal offers", blank=True)
    # Everything as it was settled (see selectors.results): names, prices, points, reasons, totals, places.
    result = models.JSONField(default=dict, blank=True)

    unrecorded: ClassVar[frozenset[str]] = frozenset({"result"})

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "scoring"
        verbose_name_plural = "scorings"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"scores of {self.reference}"

    def get_absolute_url(self) -> str:
        """Give the address of the scores."""
        return f"/quotes/{self.reference}/scores/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person leads the quote."""
        return self.tender.is_own(person_id)


class Assessor(Recorded):
    """Somebody who declared whether they have a conflict; without one they read the answers and score them."""

    tenant_path = "evaluation"

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="assessors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    has_conflict = models.BooleanField()
    about = models.TextField("what the conflict is", blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "person"], name="somebody_declares_once_in_a_scoring"),
            models.CheckConstraint(
                condition=models.Q(has_conflict=False) | ~models.Q(about=""), name="a_conflict_says_what_it_is"
            ),
        ]

    def __str__(self) -> str:
        return f"declaration {self.pk} of person {self.person_id}"

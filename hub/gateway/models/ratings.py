"""What those who went through a gate say of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from hub.gateway.models.reviews import GateReview
from hub.platform.acts import Recorded


class GateRating(Recorded):
    """How one member of staff rates one decided gate; the newest word of a person counts."""

    tenant_path: ClassVar[str] = "review"

    review = models.ForeignKey(GateReview, on_delete=models.PROTECT, related_name="ratings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rating = models.PositiveSmallIntegerField("rating, 1 to 5")
    note = models.TextField(blank=True)
    rated_on = models.DateField()

    class Meta:
        ordering = ["rated_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="a_person_rates_a_gate_once"),
            models.CheckConstraint(
                condition=models.Q(rating__gte=1, rating__lte=5), name="a_gate_is_rated_from_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"Rating {self.pk} of gate {self.review_id}"

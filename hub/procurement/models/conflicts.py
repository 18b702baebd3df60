"""Interests that people declared, and the one conflicts assessment of a procurement."""

from __future__ import annotations

from django.db import models

from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.procurement.models.case import Procurement
from hub.procurement.terms import InterestKind, InterestOutcome


class Interest(Recorded):
    """What one person declared, and what was decided about it. A newer declaration stands beside the older ones."""

    tenant_path = "procurement"

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="procurement_interests")
    interest_kind = models.CharField("interest", max_length=12, choices=InterestKind.choices())
    about = models.TextField("what it is, and with whom", blank=True)
    declared_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=InterestOutcome.choices(), default=InterestOutcome.WAITING)
    steps = models.TextField("steps taken", blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["-declared_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(interest_kind=InterestKind.NONE) | ~models.Q(about=""),
                name="a_declared_interest_says_what_it_is",
            ),
        ]

    def __str__(self) -> str:
        return f"Declaration {self.pk} of person {self.person_id}"


class ConflictsAssessment(Recorded):
    """One revision of the conflicts assessment (PA 2023 s.83): the first prepares it, each later one reviews it."""

    tenant_path = "procurement"

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="assessments")
    number = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    conflicts = models.TextField("conflicts and potential conflicts")
    steps = models.TextField("steps taken or to be taken")
    perceived = models.TextField("what might wrongly be taken for a conflict, and the steps", blank=True)
    review_on = models.DateField("look again by", null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="a_revision_of_an_assessment_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number} of the conflicts assessment of procurement {self.procurement_id}"

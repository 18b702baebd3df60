"""The yearly assessment by several people: their answers, the spread, and what stood when it was locked."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from hub.maturity.terms import RoundState
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class Round(Recorded):
    """One year's assessment. Locked, nothing in it changes."""

    act_prefix: ClassVar[str] = "maturity.round"
    url_namespace: ClassVar[str] = "maturity"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="maturity_rounds")
    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=8, choices=RoundState.choices(), default=RoundState.OPEN)
    opened_on = models.DateField()
    closes_on = models.DateField("answers wanted by", null=True, blank=True)
    locked_on = models.DateField(null=True, blank=True)
    # What stood when it was locked: scores, and computed and claimed levels of each behaviour.
    frozen = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "yearly assessment"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "year"], name="one_assessment_a_year"),
            models.CheckConstraint(
                condition=~models.Q(status=RoundState.LOCKED) | models.Q(locked_on__isnull=False),
                name="a_locked_assessment_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Assessment {self.year}"

    @property
    def reference(self) -> str:
        """Give what addresses name it by."""
        return str(self.year)

    def get_absolute_url(self) -> str:
        """Give the address of the round."""
        return f"/maturity/rounds/{self.year}/"


class Answer(Recorded):
    """The level that one person sees in one behaviour, with the reason."""

    tenant_path = "round"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="maturity_answers")
    code = models.CharField("behaviour", max_length=20)
    level = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "code"], name="a_person_answers_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=5), name="an_answer_is_on_the_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: level {self.level} by {self.person_id}"

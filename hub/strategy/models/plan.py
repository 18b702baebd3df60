"""What is done for the strategy: actions, what they depend on, and what a review recommended."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.strategy import rules
from hub.strategy.terms import ActionState, Outlook, RecommendationState


class Action(Recorded):
    """One deliverable of a row, or another thing to do for it; it outlives the version that asked for it."""

    act_prefix: ClassVar[str] = "strategy.action"
    url_namespace: ClassVar[str] = "strategy"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="strategy_actions")
    reference = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    row_code = models.CharField("row of the plan", max_length=20)
    section = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("target year", null=True, blank=True)
    status = models.CharField(max_length=12, choices=ActionState.choices(), default=ActionState.PLANNED)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="strategy_actions_owned"
    )
    due_on = models.DateField("due", null=True, blank=True)
    progress = models.PositiveSmallIntegerField("progress, per cent", default=0)
    done_on = models.DateField("done", null=True, blank=True)
    result = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "action"
        ordering = ["row_code", "year", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="progress_is_a_percentage"),
            models.CheckConstraint(
                condition=~models.Q(status=ActionState.DONE) | models.Q(done_on__isnull=False),
                name="a_finished_action_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "status", "due_on"], name="action_by_status"),
            models.Index(fields=["authority", "row_code"], name="action_by_row"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the action."""
        return f"/strategy/actions/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person owns it."""
        return person_id is not None and person_id == self.owner_id

    def facts(self) -> rules.ActionFacts:
        """Give what the rules need."""
        return rules.ActionFacts(self.status, self.due_on)

    def is_late(self, on: date) -> bool:
        """Say whether it should have been done before a day."""
        return self.facts().is_late(on)


class Dependency(Recorded):
    """Something that the delivery of a section depends on."""

    act_prefix: ClassVar[str] = "strategy.dependency"
    url_namespace: ClassVar[str] = "strategy"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="strategy_dependencies")
    reference = models.CharField(max_length=40, unique=True)
    section = models.CharField(max_length=20)
    clause = models.CharField(max_length=20, blank=True)
    item = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    outlook = models.CharField(max_length=8, choices=Outlook.choices(), default=Outlook.AMBER)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="strategy_dependencies_owned"
    )
    # The day on which it was first found red, as long as it stays so.
    red_since = models.DateField(null=True, blank=True)
    review_on = models.DateField("look again on", null=True, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "dependency"
        verbose_name_plural = "dependencies"
        ordering = ["section", "pk"]
        indexes = [models.Index(fields=["authority", "section"], name="dependency_by_section")]

    def __str__(self) -> str:
        return f"{self.reference} {self.text[:80]}"

    def get_absolute_url(self) -> str:
        """Give the address of the dependency."""
        return f"/strategy/dependencies/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person owns it."""
        return person_id is not None and person_id == self.owner_id


class Recommendation(Recorded):
    """Something that a review from outside recommended."""

    act_prefix: ClassVar[str] = "strategy.recommendation"
    url_namespace: ClassVar[str] = "strategy"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="strategy_recommendations")
    reference = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    review = models.CharField("review that made it", max_length=250)
    made_on = models.DateField(null=True, blank=True)
    row_codes = models.JSONField(default=list, blank=True)
    actions: Any = models.ManyToManyField(Action, related_name="recommendations", blank=True)
    status = models.CharField(max_length=8, choices=RecommendationState.choices(), default=RecommendationState.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "recommendation"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=RecommendationState.CLOSED) | models.Q(closed_on__isnull=False),
                name="a_closed_recommendation_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the recommendation."""
        return f"/strategy/recommendations/{self.reference}/"

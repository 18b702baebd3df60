"""Engagement of councillors with a procurement: the score that asks for it, briefings, views and benefit (SE-1)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from hub.governance.terms import EngagementState, Made, Stage
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class Engagement(Recorded):
    """What the criterion of its day asks for one procurement, and what was done."""

    act_prefix: ClassVar[str] = "councillors"
    url_namespace: ClassVar[str] = "councillors"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="engagements")
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=8, choices=EngagementState.choices(), default=EngagementState.OPEN)
    title = models.CharField(max_length=300)
    # A later package's record, so named by kind and number and not by a foreign key.
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject_reference = models.CharField("record", max_length=60, blank=True)
    subject_page = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="engagements_owned")

    # The facts that are scored, the points of each, and what the sum asks for.
    value_ex_vat = models.DecimalField("value, ex VAT", max_digits=15, decimal_places=2)
    risk = models.PositiveSmallIntegerField("risk, 0 to 5")
    political = models.PositiveSmallIntegerField("political or public interest, 0 to 5")
    wards = models.PositiveSmallIntegerField("wards or communities affected, 0 to 3")
    novelty = models.PositiveSmallIntegerField("new or joint, 0 to 2")
    ward_names = models.CharField("which wards", max_length=300, blank=True)
    portfolio = models.CharField(max_length=150, blank=True)
    is_key = models.BooleanField("key decision", default=False)
    points = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField()
    band = models.CharField("what it asks for", max_length=200)
    stages = models.JSONField("stages at which councillors are engaged", default=list)
    rating_months = models.JSONField("months after the award at which the benefit is rated", default=list)
    is_asked = models.BooleanField("the criterion asks for engagement")
    options_by = models.DateField("options are chosen on", null=True, blank=True)
    award_by = models.DateField("award is decided on", null=True, blank=True)

    # What follows from briefings, views and ratings, kept so that lists and measures need not count them.
    missing = models.JSONField("stages without engagement", default=list)
    is_engaged = models.BooleanField("engaged at every stage asked for", default=False)
    briefings_count = models.PositiveSmallIntegerField("briefings held", default=0)
    views_count = models.PositiveSmallIntegerField("views given", default=0)
    is_answered = models.BooleanField("every view is answered", default=True)
    made_difference = models.BooleanField("a view changed or confirmed something", default=False)
    answer_by = models.DateField("answer owed by", null=True, blank=True)
    awarded_on = models.DateField(null=True, blank=True)
    rating_by = models.DateField("benefit to be rated by", null=True, blank=True)
    is_rated = models.BooleanField("its benefit was rated after the award", default=False)
    last_rating = models.PositiveSmallIntegerField("newest rating, 1 to 5", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "engagement of councillors"
        verbose_name_plural = "engagements of councillors"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=models.Q(subject_id__isnull=False) & ~models.Q(status=EngagementState.ENDED),
                name="a_record_is_scored_once",
            ),
            models.CheckConstraint(
                condition=models.Q(risk__lte=5, political__lte=5, wards__lte=3, novelty__lte=2),
                name="points_lie_within_their_scales",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status"], name="engagement_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the engagement."""
        return f"/councillors/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person sees to it."""
        return person_id is not None and self.owner_id == person_id

    @property
    def stages_due(self) -> list[tuple[date, Stage]]:
        """Give the stages that wait for engagement and have a day."""
        days = {Stage.OPTIONS: self.options_by, Stage.AWARD: self.award_by, Stage.SCRUTINY: self.award_by}
        return [(day, stage) for stage in Stage if stage in self.missing and (day := days[stage]) is not None]


class Briefing(Recorded):
    """One time at which councillors were told about a procurement."""

    tenant_path: ClassVar[str] = "engagement"

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="briefings")
    stage = models.CharField(max_length=10, choices=Stage.choices())
    held_on = models.DateField()
    attended = models.CharField("councillors who were there", max_length=500)
    summary = models.TextField("what was said")

    class Meta:
        verbose_name = "briefing"
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"briefing {self.pk} of engagement {self.engagement_id}"


class CouncillorView(Recorded):
    """What a councillor said about a procurement, and what was answered."""

    tenant_path: ClassVar[str] = "engagement"

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="views")
    stage = models.CharField(max_length=10, choices=Stage.choices())
    councillor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="views_given")
    given_at = models.DateTimeField()
    text = models.TextField("view")
    interest = models.TextField("interest declared", blank=True)
    answer_by = models.DateField()
    answer = models.TextField(blank=True)
    made = models.CharField("what it led to", max_length=10, choices=Made.choices(), blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="views_answered")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "view of a councillor"
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | ~models.Q(made=""), name="an_answer_says_what_followed"
            ),
        ]

    def __str__(self) -> str:
        return f"view {self.pk} on engagement {self.engagement_id}"


class BenefitRating(Recorded):
    """What the engagement was worth, some months after the award."""

    tenant_path: ClassVar[str] = "engagement"

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="ratings")
    rating = models.PositiveSmallIntegerField("rating, 1 to 5")
    note = models.TextField()
    rated_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="benefits_rated")
    rated_on = models.DateField()

    class Meta:
        verbose_name = "benefit rating"
        ordering = ["rated_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(rating__gte=1, rating__lte=5), name="a_rating_is_from_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"rating {self.pk} of engagement {self.engagement_id}"

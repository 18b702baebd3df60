"""Options appraisals: the options of a need, what they are weighed on, who scored them how, and what was chosen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models

from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.procurement.appraisal.terms import Basis, Delivery, Group, Outcome, State

CASE = "procurement.Procurement"


class OptionsAppraisal(Recorded):
    """One version of the appraisal of a procurement's options; what was chosen is locked with it."""

    act_prefix: ClassVar[str] = "appraisal"
    url_namespace: ClassVar[str] = "appraisal"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="appraisals", db_index=False)
    version = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=State.choices(), default=State.LISTING)

    procurement = models.ForeignKey(CASE, on_delete=models.PROTECT, related_name="appraisals")
    edition = models.PositiveSmallIntegerField("version of the appraisal", default=1)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appraisals_led")
    question = models.TextField("what is to be decided")
    began_on = models.DateField("begun")

    # The dated values that it began with, so that later ones change nothing of it.
    years = models.PositiveSmallIntegerField("years that are costed")
    discount_percent = models.DecimalField("discount rate, per cent a year", max_digits=5, decimal_places=2)
    top = models.PositiveSmallIntegerField("most points on a criterion")
    factors = models.JSONField("what every option must meet", default=list, blank=True)

    # What was chosen, why, and what the choice rested on, as it was on the day.
    chosen = models.ForeignKey("Option", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    chosen_on = models.DateField(null=True, blank=True)
    reason = models.TextField("why this option", blank=True)
    results = models.JSONField(default=dict, blank=True)
    is_best = models.BooleanField("the best on points", null=True, blank=True)
    holds = models.BooleanField("stays best when a weight is ten points off", null=True, blank=True)

    # Counted from the options and sheets whenever one of them changes, for registers and measures.
    options_count = models.PositiveSmallIntegerField("options on the short list", default=0)
    has_do_nothing = models.BooleanField("doing nothing is an option", default=False)
    scores_all_groups = models.BooleanField("scored on commercial, social and risk", default=False)
    has_partner_input = models.BooleanField("scored with partners", default=False)

    # How it turned out.
    outcome_due_on = models.DateField("outcome to be compared", null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices(), blank=True)
    outcome_on = models.DateField("outcome compared", null=True, blank=True)
    outcome_note = models.TextField("how it turned out", blank=True)
    actual_cost = models.DecimalField("cost so far, ex VAT", max_digits=15, decimal_places=2, null=True, blank=True)

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "options appraisal"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "edition"], name="an_appraisal_has_its_own_edition"),
            models.UniqueConstraint(
                fields=["procurement"],
                condition=models.Q(status__in=[State.LISTING, State.SCORING]),
                name="one_appraisal_is_worked_on_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[State.CHOSEN, State.SUPERSEDED])
                | (models.Q(chosen__isnull=False, chosen_on__isnull=False) & ~models.Q(reason="")),
                name="a_choice_says_what_when_and_why",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status"], name="appraisal_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.question[:120]}"

    def get_absolute_url(self) -> str:
        """Give the address of the appraisal."""
        return f"/appraisals/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person leads it."""
        return person_id is not None and person_id == self.owner_id


class Option(Recorded):
    """One way of meeting the need. ``costs`` are lines with label, amount, from_year and to_year."""

    tenant_path: ClassVar[str] = "appraisal"
    act_prefix: ClassVar[str] = "appraisal"

    appraisal = models.ForeignKey(OptionsAppraisal, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    delivery = models.CharField("how it is done", max_length=12, choices=Delivery.choices())
    description = models.TextField(blank=True)
    benefits = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    costs = models.JSONField(default=list, blank=True)
    fails = models.JSONField("what it does not meet", default=list, blank=True)
    is_short_listed = models.BooleanField("on the short list", default=True)
    why_not = models.TextField("why it is not on the short list", blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "number"], name="an_appraised_option_has_its_own_number"),
            models.CheckConstraint(
                condition=models.Q(is_short_listed=True) | ~models.Q(why_not=""),
                name="an_option_that_is_left_out_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def code(self) -> str:
        """Give the code by which rules know it."""
        return str(self.number)


class Criterion(Recorded):
    """Something that the options of one appraisal are scored on, with its weight."""

    tenant_path: ClassVar[str] = "appraisal"
    act_prefix: ClassVar[str] = "appraisal"

    appraisal = models.ForeignKey(OptionsAppraisal, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    guidance = models.CharField(max_length=300, blank=True)
    group = models.CharField(max_length=10, choices=Group.choices())
    basis = models.CharField(max_length=6, choices=Basis.choices(), default=Basis.JUDGED)
    weight = models.DecimalField("weight, per cent", max_digits=5, decimal_places=2)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "code"], name="a_criterion_is_weighed_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=Decimal(0), weight__lte=Decimal(100)),
                name="a_weight_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ScoreSheet(Recorded):
    """The scores of one appraiser. It belongs to the appraiser's own authority, so that partners can score."""

    act_prefix: ClassVar[str] = "appraisal.sheet"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="appraisal_sheets")
    version = models.PositiveIntegerField(default=0)
    appraisal = models.ForeignKey(OptionsAppraisal, on_delete=models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appraisal_sheets")
    given_on = models.DateField("scored")

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "person"], name="an_appraiser_has_one_sheet"),
        ]

    def __str__(self) -> str:
        return f"Scores of {self.person.name} for {self.appraisal.reference}"

    def get_absolute_url(self) -> str:
        """Give the page of the appraisal."""
        return self.appraisal.get_absolute_url()

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person gave these scores."""
        return person_id is not None and person_id == self.person_id


class Score(Recorded):
    """The points of one appraiser for one option on one criterion, with the reason."""

    tenant_path: ClassVar[str] = "sheet"
    act_prefix: ClassVar[str] = "appraisal.sheet"

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="scores")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField()
    reason = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "option", "criterion"], name="an_option_is_scored_once_by_each"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_score_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.points} for {self.option} on {self.criterion}"

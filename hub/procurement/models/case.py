"""The case file: root record of the package."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models

from hub.law.terms import ContractKind, Procedure, Regime
from hub.pipeline.models import PipelineEntry
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.procurement.appraisal.terms import Delivery
from hub.procurement.terms import NOT_OVER, OPEN, Innovation, RiskLevel, SocialValue, State, Tier, VatTreatment


class ProcurementQuerySet(TenantQuerySet):
    """Filters over procurements."""

    def going_on(self) -> Self:
        """Keep those that are neither awarded nor given up."""
        return self.filter(status__in=OPEN)

    def not_over(self) -> Self:
        """Keep those that are neither closed nor given up."""
        return self.filter(status__in=NOT_OVER)

    def from_entry(self, entry_id: int) -> Self:
        """Keep those that began from an entry of the pipeline."""
        return self.filter(entry=entry_id)


def money_field(**options: Any) -> models.DecimalField[Any, Any]:
    """Make a column for pounds and pence; the name of the field says whether VAT is in it."""
    return models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True, **options)


class Procurement(Recorded):
    """One purchase from the need to the end of its contract.

    Facts that are not known are empty (``None`` for yes or no): unknown is not no, and not £0.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="procurements")
    version = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=State.choices(), default=State.SHAPING)

    # What is bought.
    title = models.CharField(max_length=400)
    description = models.TextField(blank=True)
    contract_kind = models.CharField("mainly for", max_length=12, choices=ContractKind.choices(), blank=True)
    is_light_touch = models.BooleanField("light touch services", null=True, blank=True)
    main_cpv = models.CharField("main CPV code", max_length=12, blank=True)
    category = models.CharField(max_length=200, blank=True)
    term_months = models.PositiveSmallIntegerField("length of the contract, months", null=True, blank=True)
    extension_months = models.PositiveSmallIntegerField("extensions, months", null=True, blank=True)

    # Who answers for it, and where it comes from.
    department = models.CharField(max_length=150, blank=True)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="procurements_owned"
    )
    budget_line = models.CharField(max_length=120, blank=True)
    entry = models.ForeignKey(
        PipelineEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="procurements",
        verbose_name="entry of the pipeline",
    )  # fmt: skip
    ocid = models.CharField("open contracting id", max_length=120, blank=True)

    # What it is worth: the newest estimate, whose rows say how it was made.
    estimate_ex_vat = money_field(verbose_name="estimated value, ex VAT")
    estimate_inc_vat = money_field(verbose_name="estimated value, inc VAT")
    vat_treatment = models.CharField("VAT", max_length=8, choices=VatTreatment.choices(), blank=True)
    is_beyond_estimate = models.BooleanField("value cannot be estimated", default=False)
    award_ex_vat = money_field(verbose_name="value awarded, ex VAT")
    aggregate_inc_vat = money_field(verbose_name="value that counts, inc VAT, with purchases that count together")
    aggregation_reason = models.TextField("reason to value it apart", blank=True)
    aggregated_on = models.DateField("aggregation decided", null=True, blank=True)

    # Which law, which route.
    rules_on = models.DateField("day whose law applies")
    regime = models.CharField(max_length=5, choices=Regime.choices(), default=Regime.PA23)
    procedure = models.CharField(max_length=22, choices=Procedure.choices(), blank=True)
    procedure_reason = models.TextField("reason for the procedure", blank=True)
    direct_award_ground = models.CharField(max_length=60, blank=True)
    procedure_chosen_on = models.DateField(null=True, blank=True)
    # What the chosen option of its appraisal intends; the appraisal keeps the reasons and every version.
    delivery = models.CharField("how the need is met", max_length=12, choices=Delivery.choices(), blank=True)
    intended_procedure = models.CharField(max_length=22, choices=Procedure.choices(), blank=True)

    # When.
    began_on = models.DateField("began")
    start_on = models.DateField("work can begin", null=True, blank=True)
    needed_on = models.DateField("needed from", null=True, blank=True)
    last_safe_start_on = models.DateField("last safe start", null=True, blank=True)
    plan_ends_on = models.DateField("ready on, as planned", null=True, blank=True)
    slack_days = models.IntegerField("slack, days", null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    competed_on = models.DateField("went to the market", null=True, blank=True)
    awarded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    # What decides the gates that it passes.
    tier = models.CharField(max_length=8, choices=Tier.choices(), blank=True)
    risk_level = models.CharField("risk", max_length=6, choices=RiskLevel.choices(), blank=True)
    is_key_decision = models.BooleanField("key decision", null=True, blank=True)
    has_political_interest = models.BooleanField("political interest", null=True, blank=True)
    is_novel = models.BooleanField("new or untried", null=True, blank=True)

    # Lots, small firms, social value.
    could_be_several = models.BooleanField("could be several contracts", null=True, blank=True)
    lots_suitable = models.BooleanField("lots would suit", null=True, blank=True)
    no_lots_reason = models.TextField("reason for no lots", blank=True)
    lots_decided_on = models.DateField(null=True, blank=True)
    sme_barriers = models.TextField("what keeps small and medium firms away", blank=True)
    sme_steps = models.TextField("what is done about it", blank=True)
    smes_considered_on = models.DateField("small firms considered", null=True, blank=True)
    social_value = models.CharField(max_length=3, choices=SocialValue.choices(), blank=True)
    social_value_reason = models.TextField(blank=True)
    social_value_weight = models.DecimalField(
        "weight of social value, per cent", max_digits=5, decimal_places=2, null=True, blank=True
    )
    social_value_decided_on = models.DateField(null=True, blank=True)
    innovation = models.CharField("new ideas", max_length=9, choices=Innovation.choices(), blank=True)
    innovation_reason = models.TextField(blank=True)
    innovation_decided_on = models.DateField(null=True, blank=True)
    equality_impact = models.TextField(blank=True)
    community_input = models.TextField("input of residents and partners", blank=True)

    objects: Any = ProcurementQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=models.Q(entry__isnull=False) & ~models.Q(status=State.ABANDONED),
                name="an_entry_becomes_one_procurement",
            ),
            models.CheckConstraint(
                condition=models.Q(estimate_ex_vat__isnull=True) | models.Q(estimate_ex_vat__gte=0),
                name="a_procurement_is_worth_nothing_or_more",
            ),
            models.CheckConstraint(
                condition=models.Q(award_ex_vat__isnull=True) | models.Q(award_ex_vat__gte=0),
                name="an_award_is_worth_nothing_or_more",
            ),
            models.CheckConstraint(
                condition=models.Q(estimate_ex_vat__isnull=True) | ~models.Q(vat_treatment=""),
                name="an_estimate_says_how_vat_is_charged",
            ),
            models.CheckConstraint(
                condition=models.Q(social_value_weight__isnull=True)
                | models.Q(social_value_weight__gte=0, social_value_weight__lte=100),
                name="the_weight_of_social_value_is_a_percentage",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "status", "needed_on"], name="procurement_by_status"),
            models.Index(fields=["authority", "last_safe_start_on"], name="procurement_by_safe_start"),
            models.Index(fields=["authority", "main_cpv"], name="procurement_by_cpv"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the record page."""
        return f"/procurements/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person owns it."""
        return person_id is not None and person_id == self.owner_id

    @property
    def is_going_on(self) -> bool:
        """Say whether it is neither awarded nor given up."""
        return self.status in OPEN

    def is_past_safe_start(self, on: date) -> bool:
        """Say whether a need date can no longer be met by starting on a day."""
        return self.is_going_on and self.last_safe_start_on is not None and on > self.last_safe_start_on

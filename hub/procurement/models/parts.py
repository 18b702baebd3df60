"""What a procurement has several of: estimates, lots, neighbours, objectives, people and partners."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority
from hub.procurement.models.case import Procurement, money_field
from hub.procurement.terms import EstimateMethod, TeamRole, VatBasis, VatTreatment
from hub.strategy.models import Clause


class Estimate(Recorded):
    """One estimate of the value; earlier ones stay as its history."""

    tenant_path = "procurement"

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="estimates")
    number = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    amount = money_field(verbose_name="amount as typed")
    vat_basis = models.CharField("the amount is", max_length=3, choices=VatBasis.choices())
    vat_treatment = models.CharField("VAT", max_length=8, choices=VatTreatment.choices(), blank=True)
    other = money_field(verbose_name="with several rates, the amount the other way round")
    value_ex_vat = money_field(verbose_name="value, ex VAT")
    value_inc_vat = money_field(verbose_name="value, inc VAT")
    method = models.CharField(max_length=20, choices=EstimateMethod.choices(), blank=True)
    basis = models.TextField("how it was worked out", blank=True)
    is_beyond_estimate = models.BooleanField("value cannot be estimated", default=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="an_estimate_has_its_own_number"),
            models.CheckConstraint(
                condition=models.Q(is_beyond_estimate=True)
                | models.Q(value_ex_vat__isnull=False, value_inc_vat__isnull=False),
                name="an_estimate_has_a_value_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"Estimate {self.number} of procurement {self.procurement_id}"


class Lot(Recorded):
    """A part of a procurement that is competed for by itself."""

    tenant_path = "procurement"

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="lots")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=400)
    value_ex_vat = money_field(verbose_name="value, ex VAT")
    suits_smes = models.BooleanField("suits small and medium firms", null=True, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="a_lot_number_stands_once_in_a_procurement"),
        ]

    def __str__(self) -> str:
        return f"Lot {self.number} of procurement {self.procurement_id}"


class Neighbour(Recorded):
    """A purchase that looks like this one, and whether the two count together (PA 2023 Sch 3 para 4).

    It is a record of any package, so it is named by kind and number and not by a foreign key.
    """

    tenant_path = "procurement"

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="neighbours")
    source = models.CharField(max_length=60)
    source_id = models.CharField(max_length=60)
    reference = models.CharField(max_length=60)
    title = models.CharField(max_length=400)
    page = models.CharField(max_length=250, blank=True)
    value_inc_vat = money_field(verbose_name="value, inc VAT")
    counts_together = models.BooleanField(default=False)
    decided_on = models.DateField()

    class Meta:
        ordering = ["source", "reference", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "source", "source_id"], name="a_neighbour_is_judged_once_in_a_procurement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class Objective(Recorded):
    """A corporate objective that a procurement serves, and how anybody will know that it did (ST-12)."""

    tenant_path = "procurement"

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="objectives")
    clause = models.ForeignKey(
        Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="procurement_objectives",
        verbose_name="clause of the strategy",
    )  # fmt: skip
    text = models.CharField("objective", max_length=300)
    measure = models.CharField("outcome measure", max_length=300, blank=True)
    baseline = models.CharField("where it stands", max_length=120, blank=True)
    target = models.CharField(max_length=120, blank=True)
    measure_on = models.DateField("measured by", null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class TeamMember(Recorded):
    """Somebody's part in a procurement, from one day to another; a part that ended stays on record."""

    tenant_path = "procurement"

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="procurement_parts")
    role = models.CharField(max_length=16, choices=TeamRole.choices())
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "person", "role"],
                condition=models.Q(left_on__isnull=True),
                name="somebody_has_a_part_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of procurement {self.procurement_id}"

    def is_on(self, day: date) -> bool:
        """Say whether the part was held on a day."""
        return self.joined_on <= day and (self.left_on is None or self.left_on > day)


class Partner(Recorded):
    """A partner authority; ``tenancy.Share`` beside it opens the record to them."""

    tenant_path = "procurement"

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="partners")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="procurements_joined")
    note = models.CharField(max_length=250, blank=True)

    objects: Any = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "authority"], name="an_authority_joins_a_procurement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.authority_id} joins procurement {self.procurement_id}"

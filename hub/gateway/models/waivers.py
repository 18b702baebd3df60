"""Waivers: purchases for which the authority's own rules were set aside."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from hub.gateway.terms import WaiverState
from hub.platform.acts import Recorded
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.procurement.models import Procurement
from hub.supplier.models import Supplier


class WaiverQuerySet(TenantQuerySet):
    """Filters over waivers."""

    def counting(self) -> Self:
        """Keep those that a new one would repeat: granted, or asked for and not decided."""
        return self.filter(status__in=[WaiverState.ASKED, WaiverState.GRANTED])


class Waiver(Recorded):
    """One purchase without the competition that the authority's rules ask for."""

    act_prefix: ClassVar[str] = "waiver"
    url_namespace: ClassVar[str] = "waivers"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="waivers")
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=WaiverState.choices(), default=WaiverState.ASKED)
    title = models.CharField("what is bought", max_length=300)
    department = models.CharField(max_length=150, blank=True)
    category = models.CharField(max_length=200, blank=True)
    rule = models.CharField("rule that is set aside", max_length=200)
    ground = models.CharField(max_length=40)
    ground_label = models.CharField("ground", max_length=250)
    reason = models.TextField("reason, as the public reads it")
    internal_note = models.TextField("what else the approvers should know", blank=True)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="waivers")
    supplier_name = models.CharField("supplier", max_length=300)
    value_ex_vat = models.DecimalField("value, ex VAT", max_digits=15, decimal_places=2)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    procurement = models.ForeignKey(
        Procurement, on_delete=models.PROTECT, null=True, blank=True, related_name="waivers"
    )
    # A contract is a later package's record, so it is named and not pointed at.
    contract_reference = models.CharField("contract that goes on", max_length=60, blank=True)
    # Earlier waivers by what they share with this one, as they were when it was asked for.
    repeats = models.JSONField(default=dict, blank=True)
    is_repeat = models.BooleanField("repeats an earlier waiver", default=False)
    repeat_reason = models.TextField("why it is needed again", blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="waivers_asked")
    asked_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    was_granted = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    objects: Any = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = "waiver"
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(value_ex_vat__gt=0), name="a_waiver_is_worth_something"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="a_waiver_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(is_repeat=False) | ~models.Q(repeat_reason=""), name="a_repeated_waiver_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "status", "ends_on"], name="waiver_by_status"),
            models.Index(fields=["authority", "supplier", "asked_on"], name="waiver_by_supplier"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the waiver."""
        return f"/waivers/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person asked for it."""
        return person_id is not None and person_id == self.asked_by_id

    def holds(self, on: date) -> bool:
        """Say whether it is granted and its days have not passed."""
        return self.status == WaiverState.GRANTED and self.starts_on <= on <= self.ends_on

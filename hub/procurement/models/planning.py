"""What was asked about the route, and the timetables that were planned; both are kept as they were."""

from __future__ import annotations

from django.db import models

from hub.platform.acts import Recorded
from hub.platform.documents.models import Document
from hub.platform.identity.models import Person
from hub.procurement.models.case import Procurement, money_field


class RouteAdvice(Recorded):
    """The answers to the plain questions of the route advisor, and the routes that were open on them."""

    tenant_path = "procurement"

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="advice")
    number = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rules_on = models.DateField()
    answers = models.JSONField()
    routes = models.JSONField()
    findings = models.JSONField(default=list, blank=True)
    is_covered = models.BooleanField()
    threshold_inc_vat = money_field(verbose_name="threshold, inc VAT")
    value_inc_vat = money_field(verbose_name="value that counted, inc VAT")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["procurement", "number"], name="advice_has_its_own_number")]

    def __str__(self) -> str:
        return f"Route advice {self.number} of procurement {self.procurement_id}"


class PlanVersion(Recorded):
    """One timetable as it was planned: the facts it came from, its steps, and how much time was left."""

    tenant_path = "procurement"

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    facts = models.JSONField()
    steps = models.JSONField()
    findings = models.JSONField(default=list, blank=True)
    ends_on = models.DateField("ready on")
    needed_on = models.DateField(null=True, blank=True)
    last_safe_start_on = models.DateField("last safe start", null=True, blank=True)
    slack_days = models.IntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["procurement", "number"], name="a_plan_has_its_own_number")]

    def __str__(self) -> str:
        return f"Plan {self.number} of procurement {self.procurement_id}"

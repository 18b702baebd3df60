"""Waivers as the public reads them."""

from __future__ import annotations

from django.db import models

from hub.platform.tenancy.models import Authority
from hub.publishing.models.published import Shown, money_field
from hub.publishing.terms import PublicWaiver


class PublishedWaiver(Shown):
    """A waiver as the public sees it: granted once, so that its line stays when it is withdrawn."""

    waiver_id = models.BigIntegerField(unique=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="published_waivers")
    slug = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=10, choices=PublicWaiver.choices())
    title = models.CharField(max_length=300)
    department = models.CharField(max_length=150, blank=True)
    category = models.CharField(max_length=200, blank=True)
    supplier_name = models.CharField(max_length=300)
    value_ex_vat = money_field("value, ex VAT")
    starts_on = models.DateField()
    ends_on = models.DateField()
    rule = models.CharField(max_length=200)
    ground = models.CharField(max_length=250)
    reason = models.TextField()
    is_repeat = models.BooleanField()
    repeats = models.CharField(max_length=600, blank=True)
    repeat_reason = models.TextField(blank=True)
    granted_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.TextField(blank=True)
    event_number = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["state", "granted_on"], name="published_waiver_by_state")]

    def __str__(self) -> str:
        return f"{self.slug} as published"

    def get_absolute_url(self) -> str:
        """Give the permanent address."""
        return f"/waivers/{self.slug}/"

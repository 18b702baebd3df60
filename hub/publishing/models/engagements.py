"""Market engagements as the public reads them."""

from __future__ import annotations

from django.db import models

from hub.platform.tenancy.models import Authority
from hub.publishing.models.published import Shown
from hub.publishing.terms import PublicEngagement


class PublishedEngagement(Shown):
    """A market engagement that every supplier may take part in: opened once, so its line stays when it ends."""

    exercise_id = models.BigIntegerField(unique=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="published_engagements")
    slug = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=10, choices=PublicEngagement.choices())
    title = models.CharField(max_length=300)
    purpose = models.TextField()
    method = models.CharField(max_length=80)
    # The questions in their order, as they are asked.
    questions = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField()
    notice_number = models.CharField(max_length=80, blank=True)
    notice_url = models.URLField(max_length=600, blank=True)
    event_number = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["state", "ends_on"], name="published_engagement_by_state")]

    def __str__(self) -> str:
        return f"{self.slug} as published"

    def get_absolute_url(self) -> str:
        """Give the permanent address."""
        return f"/opportunities/{self.slug}/"

"""Which dashboards people opened on which days."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from hub.platform.tenancy.models import Authority, TenantQuerySet


class DashboardView(models.Model):
    """Somebody opened a dashboard on a day; how often on that day is nobody's business."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="dashboard_views", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    dashboard = models.CharField(max_length=20)
    on = models.DateField()

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "dashboard", "on", "person"], name="a_dashboard_is_opened_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dashboard} opened on {self.on}"

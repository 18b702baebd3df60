"""Views of lists that people save for themselves."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from hub.platform.acts import Recorded

NAME_LENGTH = 60


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Filters over saved views."""

    def of(self, person_id: int | None) -> Self:
        """Keep those of one person that were not removed; nobody else sees them."""
        return self.filter(owner_id=person_id, removed_at__isnull=True)


class SavedView(Recorded):
    """Filters, order and columns of one register, under a name, for one person."""

    act_prefix: ClassVar[str] = "register"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_views")
    register = models.CharField(max_length=60)
    name = models.CharField(max_length=NAME_LENGTH)
    params = models.JSONField(default=dict)
    # What the view keeps, in words, as it was when it was saved.
    summary = models.CharField(max_length=500, blank=True)
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "register", "name"],
                condition=models.Q(removed_at__isnull=True),
                name="a_person_uses_a_view_name_once_a_register",
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.register} {self.pk})"

    @property
    def slug(self) -> str:
        """Give the word that names it in an address."""
        return f"s{self.pk}"

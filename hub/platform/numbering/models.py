"""The counters behind references such as CON-2026-0042."""

from django.db import models

from hub.platform.tenancy.models import Authority


class Counter(models.Model):
    """The last number given for one series of one authority in one year."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="counters")
    series = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "series", "year"], name="one_counter_a_series_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.series}-{self.year} of {self.authority_id} at {self.last}"

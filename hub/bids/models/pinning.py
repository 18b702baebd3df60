"""The roster of one envelope of one tender, as it was pinned when the tender was sent: bids are sealed for its text."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hub.bids.models.rosters import Roster
from hub.platform.acts import Recorded
from hub.tender.models import Tender


class PinnedRoster(Recorded):
    """A roster's text for one envelope. Its digest is published; a new version is a new row."""

    tenant_path: ClassVar[str] = "tender"

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="rosters")
    envelope = models.CharField(max_length=8)
    number = models.PositiveSmallIntegerField(default=1)
    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="pinned")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    pinned_at = models.DateTimeField()

    class Meta:
        ordering = ["tender", "envelope", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "envelope", "number"], name="an_envelope_has_one_roster_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"roster of {self.envelope} in tender {self.tender_id}"

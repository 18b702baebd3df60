"""What an organisation of the supplier site does about a quote that it is asked for, before it bids."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Party
from hub.tender.models.inviting import Invitation
from hub.tender.terms import Says


class Participation(Recorded):
    """Which organisation answers one invitation, and whether it said that it will.

    It belongs to no authority, so that no list of one's records or events tells who means to bid and who does not.
    """

    act_prefix: ClassVar[str] = "tender_participation"

    version = models.PositiveIntegerField(default=0)
    # One organisation for one invitation: its link can be taken up by nobody else after that.
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="participation")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="participations")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    says = models.CharField("whether it will answer", max_length=8, choices=Says.choices(), default=Says.NOTHING)
    reason = models.TextField("why not", blank=True)
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "part taken in a quote"
        verbose_name_plural = "parts taken in quotes"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"part {self.pk}"

    def get_absolute_url(self) -> str:
        """Give the address on the supplier site."""
        return f"/quotes/{self.invitation.tender.reference}/"

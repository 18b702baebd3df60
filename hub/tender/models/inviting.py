"""Who is asked, how they were found, and every letter to them with how far it came."""

from __future__ import annotations

import secrets

from django.db import models

from hub.platform.acts import Recorded
from hub.supplier.models import Supplier
from hub.tender.models.tender import Tender
from hub.tender.terms import DRAWN, Arrival, LetterSort, Way


def new_nonce() -> str:
    """Give what a link of an invitation is bound to; a new one ends the links that were sent before."""
    return secrets.token_hex(16)


class Pick(Recorded):
    """One draw: the promise, the seed that kept it, who could be drawn and who was; anybody can repeat it."""

    tenant_path = "tender"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=6, choices=[(one.value, one.label) for one in DRAWN])
    promised = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    count = models.PositiveSmallIntegerField("how many")
    keeps_local = models.BooleanField("a place was kept for a local small firm", default=False)
    # [{"key": "12", "name": "Cedar", "last_invited_on": "2026-05-01" or null, "is_local_small": true}]
    candidates = models.JSONField()
    drawn = models.JSONField("keys of those drawn, in order")
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["tender", "number"], name="a_draw_has_its_own_number")]

    def __str__(self) -> str:
        return f"Draw {self.number} of {self.tender.reference}"


class Invitation(Recorded):
    """A supplier that is asked."""

    tenant_path = "tender"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="invitations")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=300)
    email = models.EmailField(max_length=254, blank=True)
    way = models.CharField(max_length=6, choices=Way.choices(), default=Way.CHOSEN)
    # In words, as they were shown: ["near: Wickmoor", "small or medium firm"].
    reasons = models.JSONField(default=list, blank=True)
    is_local = models.BooleanField(null=True, blank=True)
    is_small = models.BooleanField("small or medium firm", null=True, blank=True)
    invited_on = models.DateField(null=True, blank=True)
    read_at = models.DateTimeField("first opened", null=True, blank=True)
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)

    unrecorded = frozenset({"nonce"})

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "supplier"], name="a_supplier_is_asked_once_in_a_tender"),
        ]
        indexes = [models.Index(fields=["supplier", "invited_on"], name="invitation_by_supplier")]

    def __str__(self) -> str:
        return f"{self.name} in tender {self.tender_id}"

    @property
    def is_local_small(self) -> bool:
        """Say whether it is known to be local, and a small or medium firm."""
        return bool(self.is_local and self.is_small)


class Letter(Recorded):
    """A letter to one who is asked, in the words that were sent but for the link, and how far it came."""

    tenant_path = "invitation.tender"

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="letters")
    # Tells what it is about within a tender, so that nobody is written twice of one thing.
    cause = models.CharField(max_length=40)
    sort = models.CharField(max_length=10, choices=LetterSort.choices())
    email = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    arrival = models.CharField(max_length=8, choices=Arrival.choices(), default=Arrival.WAITING)
    written_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField("sent or failed", null=True, blank=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "cause"], name="a_supplier_is_written_once_of_one_thing"),
        ]
        indexes = [models.Index(fields=["arrival", "id"], name="letter_by_arrival")]

    def __str__(self) -> str:
        return f"{self.get_sort_display()} to {self.invitation.name}"

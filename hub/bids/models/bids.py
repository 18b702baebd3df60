"""A bid: one supplier's answer to one tender, what was sealed for it, and every version that was submitted.

Nothing here can be read by whoever reads the database: names, texts and prices are sealed to the bid, or, as long as
they are a draft, under a key that is destroyed when the bid is submitted.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models

from hub.bids.models.pinning import PinnedRoster
from hub.bids.rules.history import Kind
from hub.bids.terms import BidState, ItemState, Maker
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Party
from hub.tender.models import Question, Tender


def new_name() -> str:
    """Give 128 random bits in hexadecimal: the name of a bid, or of something in it, that tells nothing."""
    return secrets.token_hex(16)


class Bid(Recorded):
    """One organisation's bid. It belongs to no authority, so that no list of one's records or events shows it.

    ``number`` is the last version that was submitted, 0 for none: an earlier one is replaced, and stays shut.
    """

    act_prefix: ClassVar[str] = "bid"

    version = models.PositiveIntegerField(default=0)
    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="bids")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="bids")
    reference = models.CharField(max_length=32, unique=True, default=new_name, editable=False)
    status = models.CharField(max_length=10, choices=BidState.choices(), default=BidState.DRAFTING)
    number = models.PositiveIntegerField("versions submitted", default=0)
    # What to do with a complete bid at the due time when nobody has pressed Submit; None until somebody chose.
    submit_for_me = models.BooleanField(null=True, blank=True)
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField("last submitted", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    # What was found wrong when it was opened: [{"what": "segment", "where": "…", "kind": "missing"}].
    faults = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "party"], name="an_organisation_has_one_bid_in_a_tender"),
        ]

    def __str__(self) -> str:
        return f"bid {self.reference[:8]}"

    def get_absolute_url(self) -> str:
        """Give its address on the supplier site."""
        return f"/bids/{self.reference}/"


class DraftKey(models.Model):
    """The key of a bid's draft, itself under the Hub's draft key; destroyed, with all it locks, on submission."""

    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="draft_key")
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"draft key of bid {self.bid_id}"


class Mailbox(Recorded):
    """The mailbox of one bid for one envelope: its text, in which nothing is secret."""

    tenant_path: ClassVar[str] = "bid"
    unrecorded: ClassVar[frozenset[str]] = frozenset({"text"})

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="mailboxes")
    roster = models.ForeignKey(PinnedRoster, on_delete=models.PROTECT, related_name="mailboxes")
    envelope = models.CharField(max_length=8)
    recipient = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    text = models.BinaryField()
    made_by = models.CharField(max_length=8, choices=Maker.choices())
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "mailboxes"
        constraints = [models.UniqueConstraint(fields=["bid", "roster"], name="a_bid_has_one_mailbox_for_a_roster")]

    def __str__(self) -> str:
        return f"mailbox of bid {self.bid_id} for {self.envelope}"


class Item(Recorded):
    """One sealed answer, or one sealed file, of a bid.

    ``name`` is random. ``descriptor``, ``segments``, ``mib`` and ``commitment`` are what the record of a version says.
    ``private`` is what the bidder may still see of it while it is a draft (name, size, salt, typed text but no price),
    under the bid's draft key; empty once that is gone, and for what the browser sealed.
    """

    tenant_path: ClassVar[str] = "bid"
    # An upload grows part by part, of which no one is an act.
    unrecorded: ClassVar[frozenset[str]] = frozenset({"private", "segments", "safe_bytes", "last_at"})

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="items")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=32, unique=True, default=new_name, editable=False)
    is_file = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=ItemState.choices(), default=ItemState.COMING)
    made_by = models.CharField(max_length=8, choices=Maker.choices())
    # Stamps of the front door: when it was begun, and when the last byte of it was safe.
    begun_at = models.DateTimeField()
    whole_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    descriptor = models.CharField(max_length=64, blank=True)
    segments = models.JSONField(default=list, blank=True)
    mib = models.PositiveIntegerField(default=0)
    commitment = models.CharField(max_length=64, blank=True)
    # Bytes of ciphertext that are safe so far, for an upload that is resumed.
    safe_bytes = models.BigIntegerField(default=0)
    last_at = models.DateTimeField("last byte", null=True, blank=True)
    private = models.BinaryField(default=bytes)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["bid", "status"], name="item_by_bid")]

    def __str__(self) -> str:
        return f"item {self.name[:8]}"


class BidRequest(models.Model):
    """One request of a bidder as the front door stamped it: what the deadline rule decides by. Never changed."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Kind])
    item = models.CharField(max_length=32, blank=True)
    stamp = models.DateTimeField()
    ended_at = models.DateTimeField()
    is_whole = models.BooleanField(default=False)
    is_bound = models.BooleanField(default=False)
    longest_pause = models.PositiveIntegerField("longest pause, seconds", default=0)
    clock_error = models.PositiveIntegerField("clock error bound, milliseconds", default=0)
    submit_for_me = models.BooleanField(null=True)
    status = models.PositiveSmallIntegerField("answer", default=200)
    size = models.BigIntegerField("bytes of ciphertext", default=0)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["stamp", "pk"]
        indexes = [models.Index(fields=["bid", "stamp"], name="request_by_bid")]

    def __str__(self) -> str:
        return f"{self.kind} of bid {self.bid_id}"


class Submission(Recorded):
    """One version of a bid as it was submitted: the record of digests, and the signed receipt."""

    tenant_path: ClassVar[str] = "bid"
    # The receipt is signed when the version is safe and its event has a number, so after the act.
    unrecorded: ClassVar[frozenset[str]] = frozenset(
        {"record", "keepsake", "receipt", "signature", "public_key", "copies"}
    )

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    stamp = models.DateTimeField()
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # The bidder had asked us to, and it was complete (security.md §7.1).
    is_for_them = models.BooleanField(default=False)
    rule = models.CharField("part of the deadline rule", max_length=4)
    message = models.TextField()
    record = models.BinaryField()
    record_digest = models.CharField(max_length=64)
    files_count = models.PositiveIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=1)
    # The signed receipt; empty for the moment between the bid being safe and the signer's answer.
    receipt = models.TextField(blank=True)
    signature = models.CharField(max_length=100, blank=True)
    public_key = models.CharField(max_length=60, blank=True)
    # Names and salts for the bidder's receipt file, under a key that only the bidder's browser holds.
    keepsake = models.BinaryField(default=bytes)

    class Meta:
        ordering = ["bid", "number"]
        constraints = [models.UniqueConstraint(fields=["bid", "number"], name="a_version_is_submitted_once")]

    def __str__(self) -> str:
        return f"version {self.number} of bid {self.bid_id}"


class Message(models.Model):
    """A message to one of a bidder's people, once for each cause, and whether the mail server took it."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="messages")
    cause = models.CharField(max_length=60)
    email = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "cause", "email"], name="a_bidder_is_told_once_of_one_thing"),
        ]

    def __str__(self) -> str:
        return f"message about bid {self.bid_id}"

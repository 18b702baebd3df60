"""Closing and opening: the published root, the shares of the openers, and what came out of the envelopes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hub.bids.models.bids import Bid, Mailbox
from hub.bids.models.pinning import PinnedRoster
from hub.bids.terms import OpeningState
from hub.platform.acts import Recorded
from hub.platform.documents.models import Document
from hub.platform.identity.models import Person
from hub.tender.models import Question, Tender


class Closing(Recorded):
    """The signed root over the receipts of all bids that count, published before anything is opened.

    The leaves are kept before the root is signed, for their padding is random: after a crash in between, the same root
    is signed, and never another one.
    """

    tenant_path: ClassVar[str] = "tender"
    unrecorded: ClassVar[frozenset[str]] = frozenset({"text", "signature", "public_key"})

    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="closing")
    at = models.DateTimeField()
    # Hashes of the leaves in order; the padding is random, so they are kept as they are.
    leaves = models.JSONField()
    root_digest = models.CharField("root", max_length=64)
    text = models.TextField(blank=True)
    signature = models.CharField(max_length=100, blank=True)
    public_key = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"closing of tender {self.tender_id}"


class Opening(Recorded):
    """The opening of one envelope of a tender; its list of mailboxes is fixed when the first opener comes."""

    tenant_path: ClassVar[str] = "tender"

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="openings")
    roster = models.OneToOneField(PinnedRoster, on_delete=models.PROTECT, related_name="opening")
    envelope = models.CharField(max_length=8)
    status = models.CharField(max_length=10, choices=OpeningState.choices(), default=OpeningState.GATHERING)
    mailboxes = models.ManyToManyField(Mailbox, related_name="openings")
    # Of these; a call that was killed goes on with the others.
    taken_out = models.ManyToManyField(Mailbox, related_name="+")
    begun_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    # Who opened it together, by the ids of the roster; kept when the shares are gone.
    opened_by = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "envelope"], name="an_envelope_is_opened_once")]

    def __str__(self) -> str:
        return f"opening of {self.envelope} in tender {self.tender_id}"


class OpeningShare(Recorded):
    """What one opener gave for all mailboxes of an opening; deleted when it is open."""

    tenant_path: ClassVar[str] = "opening.tender"
    unrecorded: ClassVar[frozenset[str]] = frozenset({"shares"})

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="given")
    opener = models.CharField("id on the roster", max_length=40)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    # {reference of the bid: share in hexadecimal}
    shares = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opening", "opener"], name="an_opener_gives_shares_once")]

    def __str__(self) -> str:
        return f"shares of {self.opener} for opening {self.opening_id}"


class OpenedAnswer(Recorded):
    """One answer or one file as it came out of its envelope. From here on it is the authority's record."""

    tenant_path: ClassVar[str] = "bid.tender"

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="opened")
    # The one that its form fills: text (and a choice), a number, rows of a table, a declaration, or a file.
    text = models.TextField(blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    rows = models.JSONField(default=list, blank=True)
    is_declared = models.BooleanField(null=True, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    descriptor = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["bid", "question__number", "pk"]

    def __str__(self) -> str:
        return f"answer to question {self.question_id} in bid {self.bid_id}"

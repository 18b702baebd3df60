"""A quote or tender: root record of the package, and the papers that are pinned when it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from hub.platform.acts import Recorded
from hub.platform.documents.models import Document
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.procurement.models import Procurement
from hub.tender.rules import standing
from hub.tender.terms import GOING_ON, SENT, Sort, State

# How long an upload that began in time may take to finish (security.md §7, R3); the same for everybody.
GRACE_MINUTES = 30


class TenderQuerySet(TenantQuerySet):
    """Filters over quotes and tenders."""

    def sent(self) -> Self:
        """Keep those that reached the market and were not withdrawn."""
        return self.filter(status__in=SENT)

    def going_on(self) -> Self:
        """Keep those that are prepared or open."""
        return self.filter(status__in=GOING_ON)


class Tender(Recorded):
    """One competition of a procurement, from its first draft until answers are taken no more.

    A quick quote is the smallest: one envelope, no lots. A tender has lots (of the case) and envelopes for quality and
    price, on the same records.
    """

    unrecorded: ClassVar[frozenset[str]] = frozenset({"draw_seed"})

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="tenders", db_index=False)
    version = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=State.choices(), default=State.DRAFTING)
    sort = models.CharField(max_length=6, choices=Sort.choices(), default=Sort.QUOTE)
    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="tenders")
    title = models.CharField(max_length=400)
    description = models.TextField("what is needed", blank=True)
    place = models.CharField("where", max_length=200, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenders_led")
    prepared_on = models.DateField("begun")

    # When.
    sent_at = models.DateTimeField("sent", null=True, blank=True)
    due_at = models.DateTimeField("answers due", null=True, blank=True)
    grace_minutes = models.PositiveSmallIntegerField(default=GRACE_MINUTES)
    closed_at = models.DateTimeField("closed", null=True, blank=True)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    # What its value asked for on the day it was sent.
    band = models.CharField(max_length=40, blank=True)
    route = models.CharField(max_length=200, blank=True)
    quotes_wanted = models.PositiveSmallIntegerField("quotes asked for at least", default=0)
    fewer_reason = models.TextField("why fewer are asked", blank=True)

    # Small local firms (SM-4): whether the register has one for this, whether one was asked, or why not.
    local_listed = models.BooleanField("a local small firm is listed", null=True, blank=True)
    local_invited = models.BooleanField("a local small firm was asked", null=True, blank=True)
    no_local_reason = models.TextField("why no local small firm is asked", blank=True)

    # The promise of the next draw; its seed leaves this row only in the event of the draw (see rules.picking).
    draw_promise = models.CharField("promise of the next draw", max_length=64, blank=True)
    draw_seed = models.CharField(max_length=64, blank=True, editable=False)

    # Fingerprint of what everybody was sent: questions, weights, due time and every paper.
    pack_digest = models.CharField("fingerprint of the pack", max_length=64, blank=True)
    invited_count = models.PositiveSmallIntegerField("suppliers asked", default=0)

    objects: Any = TenderQuerySet.as_manager()

    class Meta:
        verbose_name = "quote"
        verbose_name_plural = "quotes and tenders"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "sort"],
                condition=models.Q(status__in=sorted(GOING_ON), sort=Sort.QUOTE),
                name="a_case_asks_for_quotes_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=sorted(SENT)) | models.Q(due_at__isnull=False, sent_at__isnull=False),
                name="what_is_sent_says_until_when",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "due_at"], name="tender_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the record."""
        return f"/quotes/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person leads it."""
        return person_id is not None and person_id == self.owner_id

    def is_open(self, *, at: datetime) -> bool:
        """Say whether answers are taken at a moment: the clock decides, so a late worker lets nothing late in."""
        return standing.is_open(self.status, self.due_at, at=at)

    def stands(self, *, at: datetime) -> State:
        """Give the state as the clock has it: past its due time it is closed, whether a worker wrote that or not."""
        past = self.status == State.OPEN and not self.is_open(at=at)
        return State.CLOSED if past else State(self.status)


class PackItem(Recorded):
    """A paper as everybody was sent it: one version of a document, named by its digest."""

    tenant_path = "tender"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="pack")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("version")
    title = models.CharField(max_length=200)
    name = models.CharField("file", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "document", "number"], name="a_version_is_pinned_once_in_a_pack"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def address(self) -> str:
        """Give the address of exactly this version; the same on every site that shows it."""
        return reverse("documents:download", args=[self.document.public_id, self.number])

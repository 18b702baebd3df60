"""One gate of one procurement, the packs that were submitted for it, and links by which a member decides."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from hub.gateway.rules import LinkFacts, Pinned
from hub.gateway.terms import GIVEN, OPEN, Benefit, PackEnd, State
from hub.governance.models import AgendaItem, Body, Decision
from hub.governance.rules import KeyNotice
from hub.governance.terms import Exemption, KeyRoute
from hub.platform.acts import Recorded
from hub.platform.identity.roles import GRANTED
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.procurement.models import Procurement


class ReviewQuerySet(TenantQuerySet):
    """Filters over gates."""

    def needed(self) -> Self:
        """Keep those that still apply."""
        return self.exclude(status=State.NOT_NEEDED)

    def given(self) -> Self:
        """Keep those that were passed, with or without conditions."""
        return self.filter(status__in=GIVEN)

    def of(self, procurement: Procurement) -> Self:
        """Keep the gates of one procurement."""
        return self.filter(procurement=procurement)


class GateReview(Recorded):
    """One gate of one procurement."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="gate_reviews")
    reference = models.CharField(max_length=40, unique=True)
    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="gate_reviews")
    # The gate as it was dated when it was opened, and again when its pack was submitted.
    gate = models.CharField(max_length=40)
    gate_label = models.CharField("gate", max_length=250)
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=300)
    gates_on = models.DateField("rules of")
    reasons = models.JSONField("why it applies", default=list)
    status = models.CharField(max_length=24, choices=State.choices(), default=State.DUE)
    is_retrospective = models.BooleanField("after the event", default=False)
    opened_on = models.DateField()

    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="gate_reviews")
    role = models.CharField("decided by", max_length=24, choices=GRANTED, blank=True)
    sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="gates_sponsored",
        verbose_name="senior sponsor",
    )  # fmt: skip

    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="gates_submitted"
    )
    decide_by = models.DateField("decision due by", null=True, blank=True)
    has_read_lessons = models.BooleanField(null=True, blank=True)
    lessons_offered = models.PositiveSmallIntegerField(default=0)
    is_urgent = models.BooleanField("urgent route", default=False)
    urgent_reason = models.TextField(blank=True)
    exemption = models.CharField("why a part is exempt", max_length=12, choices=Exemption.choices(), blank=True)
    # How the public was told of the key decision that this gate takes (SI 2017/68 art 11 to 13).
    is_key = models.BooleanField("takes a key decision", default=False)
    key_route = models.CharField("notice of the key decision", max_length=8, choices=KeyRoute.choices(), blank=True)
    key_notice_on = models.DateField("day of that notice, or of the agreement", null=True, blank=True)
    key_reason = models.TextField("why 28 days were impracticable", blank=True)
    report_by = models.DateField("urgent decision to be reported by", null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    report = models.TextField("report of the urgent decision", blank=True)

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="gate_reviews")
    # What the committee said before the member decides: reasons and conditions.
    advice = models.JSONField(default=dict, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="gate_reviews")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="gates_decided"
    )
    decided_as = models.CharField("decided as", max_length=250, blank=True)
    by_link = models.BooleanField("decided by a link", default=False)
    decision_note = models.TextField("reasons", blank=True)
    # A decision of a body without a quorum cannot be recorded; an officer's has none to have.
    was_quorate = models.BooleanField(null=True, blank=True)
    days_taken = models.PositiveIntegerField("days from pack to decision", null=True, blank=True)
    # What the decision was taken on: if it changes too much, the gate is to be passed again.
    pinned_inc_vat = models.DecimalField("value decided on, inc VAT", max_digits=15, decimal_places=2, null=True)
    pinned_procedure = models.CharField(max_length=22, blank=True)

    benefit = models.CharField(max_length=12, choices=Benefit.choices(), blank=True)
    benefit_value = models.DecimalField("benefit, pounds", max_digits=15, decimal_places=2, null=True, blank=True)
    benefit_note = models.TextField(blank=True)
    benefit_confirmed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "gate"
        verbose_name_plural = "gates"
        ordering = ["procurement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "gate"], name="a_gate_stands_once_in_a_procurement"),
            models.CheckConstraint(
                condition=~models.Q(status__in=sorted(GIVEN)) | models.Q(decided_at__isnull=False),
                name="a_passed_gate_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | models.Q(submitted_by__isnull=True)
                | ~models.Q(decided_by=models.F("submitted_by")),
                name="nobody_decides_their_own_gate",
            ),
            models.CheckConstraint(
                condition=models.Q(is_urgent=False) | ~models.Q(urgent_reason=""), name="an_urgent_gate_says_why"
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "decide_by"], name="gate_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.name}"

    def get_absolute_url(self) -> str:
        """Give the address of the gate."""
        return f"/gates/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person submitted it."""
        return person_id is not None and person_id == self.submitted_by_id

    @property
    def stand_for_it(self) -> set[int]:
        """Give those who do not decide it: who submitted it, who leads the procurement, and its senior sponsor."""
        named = (self.submitted_by_id, self.procurement.owner_id, self.sponsor_id)
        return {pk for pk in named if pk is not None}

    @property
    def name(self) -> str:
        """Give what people call it: "Gate 1: options and strategy"."""
        return f"Gate {self.number}: {self.gate_label[:1].lower()}{self.gate_label[1:]}"

    @property
    def title(self) -> str:
        """Give the gate with what is bought."""
        return f"{self.name}, {self.procurement.title}"

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be passed."""
        return self.status in OPEN

    @property
    def is_given(self) -> bool:
        """Say whether it was passed."""
        return self.status in GIVEN

    @property
    def key_notice(self) -> KeyNotice:
        """Give how the public was told of the key decision: as the agenda says, else as was told with the pack."""
        if self.item is not None and self.item.key_route:
            return self.item.key_notice
        return KeyNotice(self.key_route, self.key_notice_on, self.key_reason)

    @property
    def pinned(self) -> Pinned:
        """Give what the decision was taken on."""
        return Pinned(self.pinned_inc_vat, self.pinned_procedure)

    @property
    def wants_report(self) -> bool:
        """Say whether an urgent decision is still to be reported."""
        return self.is_urgent and self.decided_at is not None and self.reported_at is None


class Pack(Recorded):
    """A pack as it was submitted: pinned, with the fingerprint of what it says."""

    tenant_path: ClassVar[str] = "review"

    review = models.ForeignKey(GateReview, on_delete=models.PROTECT, related_name="packs")
    number = models.PositiveSmallIntegerField()
    paper = models.JSONField()
    evidence = models.JSONField(default=list)
    digest = models.CharField("fingerprint", max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    end = models.CharField(max_length=10, choices=PackEnd.choices(), blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="a_pack_has_its_own_number")]

    def __str__(self) -> str:
        return f"Pack {self.number} of gate {self.review_id}"

    @property
    def short_digest(self) -> str:
        """Give the first part of the fingerprint, as the foot of each page has it."""
        return " ".join(self.digest[place : place + 4] for place in range(0, 16, 4))


class DecisionLink(Recorded):
    """A link by which one person can decide one pack once; only the digest of its secret is kept."""

    tenant_path: ClassVar[str] = "review"

    review = models.ForeignKey(GateReview, on_delete=models.PROTECT, related_name="links")
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="links")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    secret_digest = models.CharField(max_length=64, unique=True)
    # The fingerprint of the pack that the person is asked to decide.
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"Link {self.pk} for person {self.person_id}"

    def facts(self) -> LinkFacts:
        """Give what the rules ask."""
        return LinkFacts(self.person_id, self.expires_at, self.used_at, self.revoked_at, self.digest)

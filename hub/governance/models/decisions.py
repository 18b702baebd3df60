"""Decisions of bodies and of officers, as they were taken: by whom, under which powers, with which conditions."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from hub.governance.models.bodies import Body
from hub.governance.models.meetings import AgendaItem, Meeting
from hub.governance.rules import KeyNotice, Subject
from hub.governance.terms import IN_FAVOUR, DecisionState, Effect, Exemption, KeyRoute, Maker, Outcome
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class DecisionQuerySet(TenantQuerySet):
    """Filters over decisions."""

    def about(self, kind: str, pk: int) -> Self:
        """Keep the decisions about one record."""
        return self.filter(subject_kind=kind, subject_id=pk)

    def in_favour(self) -> Self:
        """Keep those that said yes, with or without conditions."""
        return self.filter(outcome__in=sorted(IN_FAVOUR))


class Decision(Recorded):
    """One decision. It is never changed: a later decision takes its place."""

    act_prefix: ClassVar[str] = "decision"
    url_namespace: ClassVar[str] = "decisions"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="decisions")
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=DecisionState.choices(), default=DecisionState.RECORDED)
    maker = models.CharField("decided by", max_length=8, choices=Maker.choices())
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decision")
    taken_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions_taken"
    )
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions_asked"
    )
    # The decision by which a body gave an officer the power to take this one, outside the scheme.
    authorised_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions_under"
    )
    title = models.CharField(max_length=300)
    outcome = models.CharField(max_length=24, choices=Outcome.choices())
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    text = models.TextField("the decision")
    reasons = models.TextField()
    alternatives = models.TextField("other options, and why they were rejected", blank=True)
    # Each with text, owner (a person's number or nothing) and due_on (a day or nothing); fulfilment is followed by
    # the package whose record was decided.
    conditions = models.JSONField(default=list, blank=True)
    # Names and natures as declared, the quorum as it was counted, the votes, and the line of the scheme of that day.
    interests = models.JSONField(default=list, blank=True)
    quorum = models.JSONField(default=dict, blank=True)
    was_quorate = models.BooleanField("the body had its quorum", null=True, blank=True)
    votes = models.JSONField(default=dict, blank=True)
    delegation = models.JSONField(default=dict, blank=True)

    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject_reference = models.CharField("record", max_length=60, blank=True)
    subject_title = models.CharField("about", max_length=400, blank=True)
    subject_page = models.CharField(max_length=200, blank=True)
    value_ex_vat = models.DecimalField("value, ex VAT", max_digits=15, decimal_places=2, null=True, blank=True)
    value_inc_vat = models.DecimalField("value, inc VAT", max_digits=15, decimal_places=2, null=True, blank=True)
    route = models.CharField("procedure", max_length=24, blank=True)
    risk = models.CharField(max_length=8, blank=True)
    is_key = models.BooleanField("key decision", default=False)
    # How the public was told of a key decision, or why it could not be (SI 2017/68 art 11 to 13).
    key_route = models.CharField("notice of the key decision", max_length=8, choices=KeyRoute.choices(), blank=True)
    key_notice_on = models.DateField("day of that notice, or of the agreement", null=True, blank=True)
    key_reason = models.TextField("why 28 days were impracticable", blank=True)
    is_exempt = models.BooleanField("has an exempt part", default=False)
    exemption = models.CharField(max_length=12, choices=Exemption.choices(), blank=True)
    exempt_part = models.TextField(blank=True)
    papers = models.TextField("background papers", blank=True)
    effect = models.CharField("why a record is needed", max_length=12, choices=Effect.choices(), blank=True)
    # True where the scheme of the day names who decided; None where the scheme has no line for it.
    is_within_powers = models.BooleanField("within the scheme of delegation", null=True, blank=True)
    notice_by = models.DateField("notice due by", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # What overview and scrutiny did about it (LDEDCA 2009 Sch 5A para 1(4)).
    called_in_on = models.DateField(null=True, blank=True)
    call_in_reason = models.TextField("why it was called in", blank=True)
    released_on = models.DateField("call-in ended", null=True, blank=True)
    release_note = models.TextField("how the call-in ended", blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "decision"
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(maker__in=[Maker.MEMBER, Maker.OFFICER], taken_by__isnull=False)
                | models.Q(maker=Maker.BODY, body__isnull=False, meeting__isnull=False),
                name="a_decision_says_who_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(is_exempt=False) | ~models.Q(exemption=""),
                name="an_exempt_decision_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_by__isnull=True)
                | models.Q(asked_by__isnull=True)
                | ~models.Q(taken_by=models.F("asked_by")),
                name="nobody_decides_their_own_request",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "decided_on"], name="decision_by_day"),
            models.Index(fields=["subject_kind", "subject_id"], name="decision_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the decision."""
        return f"/decisions/{self.reference}/"

    @property
    def is_in_favour(self) -> bool:
        """Say whether it said yes, with or without conditions."""
        return self.outcome in IN_FAVOUR

    @property
    def is_of_officer(self) -> bool:
        """Say whether an officer decided."""
        return self.maker == Maker.OFFICER

    @property
    def key_notice(self) -> KeyNotice:
        """Give how the public was told of the key decision."""
        return KeyNotice(self.key_route, self.key_notice_on, self.key_reason)

    @property
    def subject(self) -> Subject | None:
        """Give the record that it is about, if there is one."""
        if self.subject_id is None:
            return None
        return Subject(
            self.subject_kind, self.subject_id, self.subject_reference, self.subject_title, self.subject_page
        )

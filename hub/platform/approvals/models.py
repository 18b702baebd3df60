"""Requests for approval and the decisions on their way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models

from hub.platform.act_table import REGISTRY
from hub.platform.approvals.rules import Content, within_limit
from hub.platform.approvals.terms import Decision, RequestState
from hub.platform.identity.models import Person
from hub.platform.identity.roles import GRANTED, Role
from hub.platform.recorded import Recorded
from hub.platform.tenancy.models import Authority, TenantQuerySet


class RequestQuerySet(TenantQuerySet):
    """Filters over requests."""

    def on_record(self, kind: str, pk: int) -> models.QuerySet[Any]:
        """Keep the requests about one record."""
        return self.filter(subject_kind=kind, subject_id=pk)

    def standing(self) -> models.QuerySet[Any]:
        """Keep those that are asked or approved and not used up."""
        return self.filter(status__in=[RequestState.ASKED, RequestState.APPROVED])


class Request(Recorded):
    """A request that one act may be done to one record with exactly this content."""

    act_prefix: ClassVar[str] = "approval"
    url_namespace: ClassVar[str] = "approvals"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="approval_requests")
    verb = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=300)
    root_kind = models.CharField(max_length=60)
    root_id = models.BigIntegerField()
    value = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    value_inc = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    content = models.JSONField(default=dict)
    # What the act does beyond what the record says, by name: the day and ground of an ending, for example.
    terms = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    # The line of the scheme as it stood when asked: its code, words and source.
    band = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=RequestState.choices(), default=RequestState.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="approval_requests")
    asked_at = models.DateTimeField()
    waits_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The last event before the approval was complete: a later one of the act means that the approval was used.
    from_event = models.BigIntegerField(default=0)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = "request"
        constraints = [
            models.UniqueConstraint(
                fields=["verb", "subject_kind", "subject_id"],
                condition=models.Q(status__in=[RequestState.ASKED, RequestState.APPROVED]),
                name="one_request_stands_for_an_act_on_a_record",
            ),
        ]
        indexes = [
            models.Index(fields=["root_kind", "root_id", "status"], name="approval_by_root"),
            models.Index(fields=["authority", "status", "waits_since"], name="approval_by_state"),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}: {self.phrase} {self.subject_label}"

    @property
    def reference(self) -> str:
        """Give what names the request in an address."""
        return str(self.pk)

    @property
    def phrase(self) -> str:
        """Give what is to be done, in words."""
        act = REGISTRY.get(self.verb)
        return act.phrase if act else self.verb

    def get_absolute_url(self) -> str:
        """Give the request's page."""
        return f"/approvals/{self.pk}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether this person asked."""
        return person_id is not None and self.asked_by_id == person_id

    @property
    def is_asked(self) -> bool:
        """Say whether a decision is awaited."""
        return self.status == RequestState.ASKED

    @property
    def title(self) -> str:
        """Give what is to be done, and to what."""
        return f"{self.phrase}: {self.subject_label}"

    @property
    def wants_fresh_sign_in(self) -> bool:
        """Say whether its line of the scheme asks those who decide for a fresh sign-in."""
        return bool(self.band.get("fresh_sign_in"))

    @property
    def frozen(self) -> Content:
        """Give the content as it was when asked."""
        return Content(dict(self.content), self.value, self.value_inc)

    def next_step(self) -> Step | None:
        """Give the step that waits, or none."""
        if not self.is_asked:
            return None
        return next((step for step in sorted(self.steps.all(), key=lambda s: s.position) if not step.decision), None)


class Step(Recorded):
    """One decision on the way of a request."""

    tenant_path: ClassVar[str] = "request"

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=24, choices=GRANTED)
    limit = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    allows_deputies = models.BooleanField(default=False)
    decision = models.CharField(max_length=10, choices=Decision.choices(), default="", blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="decisions")
    # Whose place the person took, when they decided as a deputy.
    stood_in_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="a_request_has_one_step_at_a_place"),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at__isnull=True)
                | (~models.Q(decision="") & models.Q(decided_at__isnull=False)),
                name="a_decision_says_when",
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"step {self.position} of request {self.request_id}"

    @property
    def role_label(self) -> str:
        """Give the role in words."""
        return Role(self.role).label

    def is_within_limit(self, value: Decimal | None) -> bool:
        """Say whether a value lies within what the role may decide."""
        return within_limit(self.limit, value)

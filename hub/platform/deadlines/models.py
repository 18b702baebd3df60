"""Rows that say when to look again, the alerts that people get, and the feeds of their calendars."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models

from hub.platform.deadlines import rules
from hub.platform.deadlines.declare import REGISTRY, Deadline
from hub.platform.deadlines.terms import LIVE, WAITING, AlertKind, AlertState, Outcome
from hub.platform.identity.models import Person
from hub.platform.recorded import Recorded
from hub.platform.tenancy.models import Authority, Share, TenantQuerySet

if TYPE_CHECKING:
    from hub.platform.actors import Actor


def cause_of(record_id: int, name: str, key: str, when: date | datetime) -> str:
    """Give what the alerts of a moment are about; the same moment is the same cause."""
    return f"{name}:{record_id}:{key}:{when.isoformat()}"


class DeadlineRowQuerySet(models.QuerySet["DeadlineRow"]):
    """Filters over deadlines."""

    def of(self, kind: str, ids: Any) -> Self:
        """Keep the rows of some records of one kind."""
        return self.filter(kind=kind, record_id__in=ids)

    def to_look_at(self, at: datetime) -> Self:
        """Keep the rows whose moment has come and which no worker holds."""
        free = models.Q(held_until__isnull=True) | models.Q(held_until__lte=at)
        return self.filter(free, next_at__lte=at)

    def visible_to(self, actor: Actor) -> Self:
        """Keep the rows of records within reach."""
        if actor.is_system:
            return self
        shared = Share.objects.filter(
            authority__in=actor.reach, subject_kind=models.OuterRef("kind"), subject_id=models.OuterRef("record_id")
        )
        return self.filter(models.Q(authority__in=actor.reach) | models.Exists(shared))


class DeadlineRow(models.Model):
    """One moment of one record, derived from it after each act (so not a record of its own)."""

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    key = models.CharField(max_length=40, default="", blank=True)
    about = models.CharField(max_length=120, default="", blank=True)
    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="+", db_index=False)
    # Who answers for it first: lists of "mine" begin here.
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    due_on = models.DateField()
    due_at = models.DateTimeField()
    is_exact = models.BooleanField(default=False)
    next_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    held_by = models.CharField(max_length=32, default="", blank=True)
    failures = models.PositiveIntegerField(default=0)

    objects: Any = DeadlineRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record_id", "name", "key"], name="a_deadline_stands_once_on_a_record"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="deadline_to_look_at", condition=models.Q(next_at__isnull=False)),
            models.Index(fields=["authority", "due_on"], name="deadline_by_authority"),
            models.Index(fields=["person", "due_on"], name="deadline_by_person"),
            models.Index(fields=["authority", "due_at"], name="deadline_late_by_authority"),
            models.Index(fields=["person", "due_at"], name="deadline_late_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.kind}:{self.record_id} due {self.due_on}"

    @property
    def declared(self) -> Deadline:
        """Give the declaration."""
        return REGISTRY[self.name]

    @property
    def label(self) -> str:
        """Give the short words, with what tells this one from its siblings."""
        return f"{self.declared.label}: {self.about}" if self.about else self.declared.label

    @property
    def cause(self) -> str:
        """Give what an alert of this moment is about; a moved date is a new cause."""
        return cause_of(self.record_id, self.name, self.key, self.when)

    @property
    def when(self) -> date | datetime:
        """Give the instant, or the day when the whole day counts."""
        return self.due_at if self.is_exact else self.due_on

    def is_late(self, at: datetime) -> bool:
        """Say whether the moment has passed."""
        return self.due_at <= at


class AlertQuerySet(models.QuerySet["Alert"]):
    """Filters over alerts."""

    def of(self, person_id: int | None) -> Self:
        """Keep one person's alerts."""
        return self.filter(person_id=person_id)

    def live(self) -> Self:
        """Keep those that still ask something of somebody."""
        return self.filter(status__in=LIVE)

    def waiting(self) -> Self:
        """Keep those in people's queues."""
        return self.filter(status__in=WAITING)


class Alert(Recorded):
    """One thing told to one person; unique, so that nobody is told twice."""

    act_prefix: ClassVar[str] = "alert"
    url_namespace: ClassVar[str] = "alerts"
    # Which reminder went out last changes without an act.
    unrecorded = frozenset({"step"})

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="alerts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="alerts")
    cause = models.CharField(max_length=200)
    why = models.CharField(max_length=12, choices=AlertKind.choices())
    status = models.CharField(max_length=14, choices=AlertState.choices(), default=AlertState.OPEN)
    deadline = models.CharField(max_length=80, default="", blank=True)
    record_kind = models.CharField(max_length=60, default="", blank=True)
    record_id = models.BigIntegerField(null=True)
    sentence = models.CharField(max_length=300)
    link = models.CharField(max_length=300, default="", blank=True)
    is_confidential = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    raised_at = models.DateTimeField()
    # The latest step that the person heard of ("90 days", "passed").
    step = models.CharField(max_length=40, default="", blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    put_off_until = models.DateField(null=True)
    escalated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices(), default="", blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause", "person", "why"], name="nobody_is_told_twice"),
            models.CheckConstraint(
                condition=models.Q(status=AlertState.CLOSED, closed_at__isnull=False)
                | (~models.Q(status=AlertState.CLOSED) & models.Q(closed_at__isnull=True)),
                name="an_alert_is_closed_when_it_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "status", "due_at"], name="alert_by_person"),
            models.Index(fields=["record_kind", "record_id", "status"], name="alert_by_record"),
            models.Index(fields=["status", "raised_at"], name="alert_by_state"),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk}: {self.sentence}"

    @property
    def reference(self) -> str:
        """Give what names the alert in an address."""
        return str(self.pk)

    @property
    def title(self) -> str:
        """Give the whole line: what to do and by when."""
        return rules.title(self.why, self.sentence, self.due_on)

    @property
    def declared(self) -> Deadline | None:
        """Give the declaration behind it; news has none."""
        return REGISTRY.get(self.deadline)

    def get_absolute_url(self) -> str:
        """Give the alert's page."""
        return f"/alerts/{self.pk}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether the alert was sent to this person."""
        return person_id is not None and self.person_id == person_id

    def is_late(self, at: datetime) -> bool:
        """Say whether what it asks for is past its time."""
        return self.due_at is not None and self.due_at <= at

    def acted_in_time(self) -> bool:
        """Say whether it was dealt with before the moment passed."""
        if self.closed_at is None or self.outcome != Outcome.ACTED:
            return False
        return self.due_at is None or self.closed_at <= self.due_at

    @property
    def last_put_off_day(self) -> date | None:
        """Give the last day to which it may be put off."""
        return rules.latest_put_off(self.due_on) if self.due_on else None


class Notice(models.Model):
    """An e-mail that a person gets about an alert, once for each step."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=40)
    channel = models.CharField(max_length=8)
    send_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "step"], name="a_step_is_mailed_once")]
        indexes = [
            models.Index(fields=["send_at"], name="notice_to_send", condition=models.Q(taken_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"notice of alert {self.alert_id} at {self.step}"


class Feed(Recorded):
    """A private calendar address of one person; whoever has the address reads what the person may read today."""

    act_prefix: ClassVar[str] = "calendar"
    url_namespace: ClassVar[str] = "calendar"
    unrecorded = frozenset({"last_read_at"})

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feeds")
    label = models.CharField(max_length=80)
    is_mine_only = models.BooleanField(default=True)
    # What it holds, as a package registered it; empty for deadlines.
    sort = models.CharField(max_length=20, default="", blank=True)
    # Only the digest is kept: nobody who reads the database can read the calendar.
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"feed {self.pk} of {self.person_id}"

    @property
    def reference(self) -> str:
        """Give what names the feed in an address."""
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """Give the page of feeds."""
        return "/calendar/feeds/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether the feed belongs to this person."""
        return person_id is not None and self.person_id == person_id

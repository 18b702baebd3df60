"""Meetings of a body: agenda, who was there, who declared an interest."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, ClassVar, Self

from django.db import models

from hub.governance.models.bodies import Body
from hub.governance.rules import KeyNotice, Subject
from hub.governance.terms import AHEAD, HELD, Exemption, ItemState, KeyRoute, MeetingState, Presence
from hub.platform.acts import Recorded
from hub.platform.clock import LONDON
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.platform.words import date_long


class MeetingQuerySet(TenantQuerySet):
    """Filters over meetings."""

    def ahead(self) -> Self:
        """Keep the meetings that are still to come."""
        return self.filter(status__in=sorted(AHEAD))

    def held(self) -> Self:
        """Keep the meetings that sat."""
        return self.filter(status__in=sorted(HELD))


class Meeting(Recorded):
    """One meeting of a body."""

    act_prefix: ClassVar[str] = "meeting"
    url_namespace: ClassVar[str] = "meetings"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="meetings")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=MeetingState.choices(), default=MeetingState.PLANNED)
    meets_on = models.DateField()
    # Wall time in London as "10:00": an event keeps plain words and numbers only.
    starts_at = models.CharField("time", max_length=5)
    place = models.CharField(max_length=200, blank=True)
    papers_by = models.DateField("papers due by")
    # Why it sits in a recess, or why it was called again on another day after its papers had gone out.
    reason = models.TextField(blank=True)
    papers_sent_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    was_quorate = models.BooleanField("had a quorum when it opened", null=True, blank=True)
    expected_count = models.PositiveSmallIntegerField("members expected", default=0)
    present_count = models.PositiveSmallIntegerField("members who came", default=0)
    notes = models.TextField("notes of the discussion", blank=True)
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="minutes_signed"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "meeting"
        ordering = ["meets_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "meets_on"],
                condition=~models.Q(status=MeetingState.CANCELLED),
                name="a_body_meets_once_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(papers_by__lte=models.F("meets_on")), name="papers_are_due_before_the_meeting"
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "status", "meets_on"], name="meeting_by_status"),
            models.Index(fields=["body", "meets_on"], name="meeting_by_body"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}, {date_long(self.meets_on)}"

    def get_absolute_url(self) -> str:
        """Give the address of the meeting."""
        return f"/meetings/{self.reference}/"

    @property
    def time(self) -> time:
        """Give the wall time at which it begins."""
        return time.fromisoformat(self.starts_at)

    @property
    def at(self) -> datetime:
        """Give the instant at which it begins."""
        return datetime.combine(self.meets_on, self.time, tzinfo=LONDON)

    @property
    def is_ahead(self) -> bool:
        """Say whether it is still to come."""
        return self.status in AHEAD

    @property
    def has_papers_out(self) -> bool:
        """Say whether its papers have gone to its members."""
        return self.papers_sent_at is not None


class ItemQuerySet(models.QuerySet[Any]):
    """Filters over items."""

    def about(self, kind: str, pk: int) -> Self:
        """Keep the items about one record."""
        return self.filter(subject_kind=kind, subject_id=pk)

    def standing(self) -> Self:
        """Keep those that were not taken off."""
        return self.exclude(status=ItemState.WITHDRAWN)


class AgendaItem(Recorded):
    """One item of an agenda, about any record or about none."""

    tenant_path: ClassVar[str] = "meeting"
    act_prefix: ClassVar[str] = "agenda"
    url_namespace: ClassVar[str] = "agenda"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    reference = models.CharField(max_length=48, unique=True)
    position = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=ItemState.choices(), default=ItemState.LISTED)
    title = models.CharField(max_length=300)
    recommendation = models.TextField("what the body is asked to decide", blank=True)
    summary = models.TextField(blank=True)
    # What the record that it is about says already, so that whoever records the decision does not type it again.
    alternatives = models.TextField("other options, and why they were rejected", blank=True)
    minutes = models.PositiveSmallIntegerField("minutes to read", default=10)
    wants_decision = models.BooleanField("a decision is asked for", default=True)
    # A later package's record, so named by kind and number and not by a foreign key.
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
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="items_asked")
    asked_at = models.DateTimeField()
    # Numbers of those besides who asked that stand for it, such as who leads or sponsors a procurement.
    stand_for_it = models.JSONField("stand for it", default=list, blank=True)
    # Why the chair let it on the agenda after the papers had gone out (LGA 1972 s.100B(4)(b)).
    why_late = models.TextField("why it comes after the papers", blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "item"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "subject_kind", "subject_id"],
                condition=models.Q(subject_id__isnull=False) & ~models.Q(status=ItemState.WITHDRAWN),
                name="a_record_stands_once_on_an_agenda",
            ),
            models.CheckConstraint(
                condition=models.Q(is_exempt=False) | ~models.Q(exemption=""),
                name="an_exempt_part_says_why",
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="item_by_subject")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the item."""
        return f"/agenda/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person asked for it."""
        return person_id is not None and self.asked_by_id == person_id

    @property
    def key_notice(self) -> KeyNotice:
        """Give how the public was told of the key decision."""
        return KeyNotice(self.key_route, self.key_notice_on, self.key_reason)

    @property
    def is_to_come(self) -> bool:
        """Say whether it still stands on the agenda of a meeting that is to come or sits."""
        return self.status == ItemState.LISTED and self.meeting.status != MeetingState.CANCELLED

    @property
    def wants_key_notice(self) -> bool:
        """Say whether it asks for a key decision, which waits for its notice."""
        return self.is_key and self.wants_decision

    @property
    def subject(self) -> Subject | None:
        """Give the record that it is about, if there is one."""
        if self.subject_id is None:
            return None
        return Subject(
            self.subject_kind, self.subject_id, self.subject_reference, self.subject_title, self.subject_page
        )


class Attendance(Recorded):
    """How one member was at one meeting."""

    tenant_path: ClassVar[str] = "meeting"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence.choices(), default=Presence.EXPECTED)
    functions = models.JSONField(default=list)
    has_vote = models.BooleanField(default=True)
    came_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "attendance"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="a_member_attends_a_meeting_once"),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} at meeting {self.meeting_id}: {self.presence} ({self.pk})"


class DeclaredInterest(Recorded):
    """An interest that somebody declared in one item; they take no part in it."""

    tenant_path: ClassVar[str] = "meeting"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="interests")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interests_declared")
    nature = models.TextField("what the interest is")
    declared_at = models.DateTimeField()

    class Meta:
        verbose_name = "declared interest"
        ordering = ["declared_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="an_interest_in_an_item_is_declared_once"),
        ]

    def __str__(self) -> str:
        return f"interest of person {self.person_id} in item {self.item_id} ({self.pk})"

"""Duties: what the law asks about a record, made from its facts and never typed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.db import models

from hub.duty import rules
from hub.duty.terms import CODES, PUBLISHED, STANDING, State
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class DutyQuerySet(TenantQuerySet):
    """Filters over duties."""

    def about(self, kind: str, ids: Collection[int]) -> Self:
        """Keep the duties of some records of a kind."""
        return self.filter(subject_kind=kind, subject_id__in=ids)

    def standing(self) -> Self:
        """Keep those that are still to be met."""
        return self.filter(status__in=STANDING)

    def asked(self) -> Self:
        """Keep those that the law asks, met or not."""
        return self.exclude(status=State.WITHDRAWN)


class Duty(Recorded):
    """One thing that the law asks about one record."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="duties", db_index=False)
    reference = models.CharField(max_length=40, unique=True)
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=12, choices=State.choices(), default=State.OPEN)

    # What is asked.
    code = models.CharField("notice", max_length=12)
    key = models.CharField(max_length=40, blank=True)
    label = models.CharField("what to do", max_length=200)
    citation = models.CharField("section", max_length=120, blank=True)
    by = models.DateField("last day", null=True, blank=True)
    before = models.CharField("must come before", max_length=120, blank=True)
    questions = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    trigger_on = models.DateField("possible from", null=True, blank=True)
    trigger = models.CharField(max_length=120, blank=True)
    # Since when the Hub has known the day: what was past by then is not urgent on the same day.
    known_on = models.DateField()

    # The record that it is about. A later package's record, so named by kind and number and not by a foreign key.
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_reference = models.CharField("record", max_length=60)
    subject_title = models.CharField("about", max_length=400)
    subject_page = models.CharField(max_length=200)
    department = models.CharField(max_length=150, blank=True)

    # Who answers: taken from the record until somebody gives it to somebody else.
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="duties_owned")
    also = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="duties_shared")
    is_assigned = models.BooleanField("given to somebody by hand", default=False)

    # How it was met, or why it need not be.
    notice_number = models.CharField("number of the notice", max_length=80, blank=True)
    notice_url = models.URLField("address of the notice", max_length=600, blank=True)
    published_on = models.DateField("done on", null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField("why not", blank=True)

    objects: Any = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "duty"
        verbose_name_plural = "duties"
        ordering = ["by", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "code", "key"], name="a_duty_stands_once_on_a_record"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=State.DONE) | models.Q(published_on__isnull=False),
                name="a_duty_that_is_done_says_when",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "by"], name="duty_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.label}"

    def get_absolute_url(self) -> str:
        """Give the address of the duty."""
        return f"/duties/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person answers for this duty or for the record that it is about."""
        return person_id is not None and person_id in (self.owner_id, self.also_id)

    @property
    def is_standing(self) -> bool:
        """Say whether it is still to be met."""
        return self.status in STANDING

    @property
    def is_published(self) -> bool:
        """Say whether it is met by publishing something."""
        return self.code in PUBLISHED

    @property
    def is_of_authority(self) -> bool:
        """Say whether the law asks it of the authority itself and not about a record of it."""
        return self.subject_kind == Authority.kind()

    @property
    def code_words(self) -> str:
        """Give what is asked for in words: "Contract details notice (UK7)"."""
        return dict(CODES).get(self.code, self.code)

    @property
    def urgent_on(self) -> date | None:
        """Give the day by which people are asked to act, where there is one."""
        if self.status != State.OPEN or self.by is None:
            return None
        return rules.heard_by(self.by, self.known_on)

    def is_late(self, on: date) -> bool:
        """Say whether the law's day has passed and nothing was done."""
        return self.status == State.OPEN and self.by is not None and self.by < on

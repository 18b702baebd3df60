"""Risk screens, each of one record and one topic, and what they ask for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.risk.terms import Level, State, Topic


class ScreenQuerySet(TenantQuerySet):
    """Filters over screens."""

    def about(self, kind: str, ids: Collection[int]) -> Self:
        """Keep the screens of some records of a kind."""
        return self.filter(subject_kind=kind, subject_id__in=ids)

    def in_date(self, on: date) -> Self:
        """Keep those that were reviewed and need not be done again yet."""
        return self.filter(status=State.REVIEWED, again_on__gt=on)


class Screen(Recorded):
    """What the five questions sheets found about one record: one row for each topic, answered anew when it changes."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="risk_screens", db_index=False)
    reference = models.CharField(max_length=40, unique=True)
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=State.choices(), default=State.SCREENED)
    topic = models.CharField(max_length=10, choices=Topic.choices())

    # The record that it is about: a procurement or a contract, named by kind and number.
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_reference = models.CharField("record", max_length=60)
    subject_title = models.CharField("about", max_length=400)
    subject_page = models.CharField(max_length=200)
    # The facts that the answers rest on; another fact asks for another screen.
    subject_facts = models.JSONField(default=dict)

    # What was answered, to the questions of which day, and what it comes to.
    questions_on = models.DateField()
    answers = models.JSONField(default=dict)
    notes = models.JSONField(default=dict, blank=True)
    level = models.CharField(max_length=6, choices=Level.choices())
    points = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list, blank=True)
    screened_on = models.DateField()
    screened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="risk_screened")

    # Who looks at it, by when, what they said, and when it is done again.
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="risk_reviewed")
    review_by = models.DateField()
    reviewed_on = models.DateField(null=True, blank=True)
    comment = models.TextField(blank=True)
    again_on = models.DateField("to be done again on", null=True, blank=True)
    outdated_why = models.CharField("why it must be done again", max_length=300, blank=True)
    open_asks = models.PositiveSmallIntegerField("still asked for", default=0)

    objects: Any = ScreenQuerySet.as_manager()

    class Meta:
        verbose_name = "risk screen"
        verbose_name_plural = "risk screens"
        ordering = ["-screened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "topic"], name="a_record_has_one_screen_for_each_topic"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=State.REVIEWED) | models.Q(reviewed_on__isnull=False),
                name="a_reviewed_screen_says_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(screened_by=models.F("reviewer")), name="nobody_reviews_their_own_screen"
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "topic"], name="risk_screen_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.get_topic_display()}: {self.subject_title}"

    def get_absolute_url(self) -> str:
        """Give the address of the screen."""
        return f"/risk/screens/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person was named to review this screen."""
        return person_id is not None and person_id == self.reviewer_id


class Ask(Recorded):
    """Something that a screen asks for, such as a data protection impact assessment, and whether it is done."""

    tenant_path: ClassVar[str] = "screen"
    act_prefix: ClassVar[str] = "risk"

    screen = models.ForeignKey(Screen, on_delete=models.CASCADE, related_name="asks")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=250)
    citation = models.CharField(max_length=120, blank=True)
    # False once a later round of answers no longer asks for it.
    is_asked = models.BooleanField(default=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="risk_asks_done")
    result = models.TextField(blank=True)

    class Meta:
        verbose_name = "thing asked for"
        verbose_name_plural = "things asked for"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["screen", "code"], name="a_screen_asks_for_a_thing_once"),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) | ~models.Q(result=""), name="what_is_done_has_a_result"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.screen.reference}: {self.label}"

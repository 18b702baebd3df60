"""Exercises of market engagement, with what they ask, who takes part, what is said, and what it changed."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from hub.engagement.terms import HELD, About, Advantage, Method, State
from hub.pipeline.models import PipelineEntry
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, Party, TenantQuerySet
from hub.procurement.models import Procurement
from hub.supplier.models import Supplier


class ExerciseQuerySet(TenantQuerySet):
    """Filters over exercises."""

    def held(self) -> Self:
        """Keep those that were opened."""
        return self.filter(status__in=HELD)


class Exercise(Recorded):
    """One exercise of preliminary market engagement, for one purchase or several."""

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="market_engagements", db_index=False
    )
    version = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=State.choices(), default=State.PLANNED)
    title = models.CharField(max_length=300)
    purpose = models.TextField("what we want to learn")
    method = models.CharField(max_length=10, choices=Method.choices())
    is_open_to_all = models.BooleanField("open to every supplier", default=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="engagements_led")
    planned_on = models.DateField()
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    nothing_found = models.TextField("why nothing was found", blank=True)
    cite_by = models.DateField("findings to be used by", null=True, blank=True)

    # The preliminary market engagement notice (UK2), or the reason why there is none (PA 2023 s.17).
    notice_number = models.CharField("number of the notice", max_length=80, blank=True)
    notice_url = models.URLField("address of the notice", max_length=600, blank=True)
    notice_on = models.DateField("notice published", null=True, blank=True)
    no_notice_reason = models.TextField("why there is no notice", blank=True)

    # Whether somebody gained by taking part (PA 2023 s.16), and what the law says then.
    advantage = models.CharField("unfair advantage", max_length=12, choices=Advantage.choices(), blank=True)
    advantage_note = models.TextField(blank=True)
    advantage_on = models.DateField("advantage assessed", null=True, blank=True)
    must_exclude = models.BooleanField("a supplier must be kept out", default=False)

    # Counted whenever a finding is recorded or cited, for registers and measures.
    findings_count = models.PositiveSmallIntegerField("findings", default=0)
    uncited_count = models.PositiveSmallIntegerField("findings not used yet", default=0)
    feeds_risk = models.BooleanField("a finding on risk was used", default=False)
    feeds_options = models.BooleanField("a finding on options was used", default=False)
    changed_something = models.BooleanField("a finding changed content or timing", default=False)

    objects: Any = ExerciseQuerySet.as_manager()

    class Meta:
        verbose_name = "market engagement"
        verbose_name_plural = "market engagements"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="an_engagement_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(notice_on__isnull=True) | models.Q(no_notice_reason=""),
                name="a_notice_or_a_reason_for_none",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "starts_on"], name="market_engagement_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the exercise."""
        return f"/engagement/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person leads it."""
        return person_id is not None and person_id == self.owner_id

    @property
    def is_notice_settled(self) -> bool:
        """Say whether the notice is published or the reason for none is given."""
        return self.notice_on is not None or bool(self.no_notice_reason)


class Subject(Recorded):
    """A purchase that an exercise is for: a procurement, or an entry of the plan that has no case yet."""

    tenant_path: ClassVar[str] = "exercise"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="subjects")
    procurement = models.ForeignKey(
        Procurement, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements"
    )
    entry = models.ForeignKey(
        PipelineEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(procurement__isnull=True) ^ models.Q(entry__isnull=True),
                name="an_engagement_is_for_a_case_or_an_entry",
            ),
            models.UniqueConstraint(
                fields=["exercise", "procurement"],
                condition=models.Q(procurement__isnull=False),
                name="an_engagement_is_for_a_case_once",
            ),
            models.UniqueConstraint(
                fields=["exercise", "entry"],
                condition=models.Q(entry__isnull=False),
                name="an_engagement_is_for_an_entry_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.procurement or self.entry)

    @property
    def record(self) -> Procurement | PipelineEntry:
        """Give the purchase itself."""
        found = self.procurement or self.entry
        assert found is not None  # the constraint says so
        return found


class Question(Recorded):
    """One question to the market."""

    tenant_path: ClassVar[str] = "exercise"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=600)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["exercise", "number"], name="a_question_has_its_own_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Participant(Recorded):
    """A supplier that was invited or took part."""

    tenant_path: ClassVar[str] = "exercise"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="participants")
    name = models.CharField(max_length=300)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements")
    invited_on = models.DateField(null=True, blank=True)
    attended_on = models.DateField("took part", null=True, blank=True)
    is_small = models.BooleanField("small or medium firm", null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["exercise", "name"], name="a_supplier_is_named_once")]

    def __str__(self) -> str:
        return self.name


class Answer(Recorded):
    """What a supplier said to a question."""

    tenant_path: ClassVar[str] = "question.exercise"

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    given_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "participant"], name="a_supplier_answers_a_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.participant} on question {self.question.number}"


class Reply(Recorded):
    """What a supplier answered by itself on the supplier site: its own record, which no officer changes.

    It has no authority: an authority's roles open nothing in it, and a supplier's roles open nothing in the exercise.
    """

    act_prefix: ClassVar[str] = "engagement_reply"

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="replies")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="engagement_replies")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("name of the organisation", max_length=300)
    is_small = models.BooleanField("small or medium firm", null=True, blank=True)
    # By the number of the question: {"1": "Ten vans by June."}. What was left empty is not there.
    texts = models.JSONField("answers", default=dict)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "reply to a market engagement"
        verbose_name_plural = "replies to a market engagement"
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["exercise", "party"], name="an_organisation_replies_once")]

    def __str__(self) -> str:
        return f"Reply of {self.name} to {self.exercise.reference}"

    def get_absolute_url(self) -> str:
        """Give the address on the supplier site."""
        return f"/engagement/{self.exercise.reference}/"

    @property
    def sent_to_id(self) -> int:
        """Give the authority in whose log it stands, so that its auditor reads who answered when."""
        return self.exercise.authority_id  # type: ignore[no-any-return]

    def text(self, number: int) -> str:
        """Give the answer to a question; empty where there is none."""
        return str(self.texts.get(str(number), ""))


class Step(Recorded):
    """A step that keeps those who take part from an unfair advantage (PA 2023 s.16(3))."""

    tenant_path: ClassVar[str] = "exercise"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=300)
    taken_on = models.DateField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["taken_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["exercise", "text"], name="a_step_is_recorded_once")]

    def __str__(self) -> str:
        return self.text


class Finding(Recorded):
    """Something learned, and the decision that was made because of it, or in spite of it."""

    tenant_path: ClassVar[str] = "exercise"

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    about = models.CharField(max_length=10, choices=About.choices())
    found_on = models.DateField()

    # The decision that cites it. A later package's record may be the place, so it is named and not a foreign key.
    cited_on = models.DateField("used", null=True, blank=True)
    cited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_followed = models.BooleanField(null=True, blank=True)
    decision = models.TextField(blank=True)
    cited_kind = models.CharField(max_length=60, blank=True)
    cited_id = models.BigIntegerField(null=True, blank=True)
    cited_reference = models.CharField(max_length=60, blank=True)
    cited_page = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="a_finding_has_its_own_number"),
            models.CheckConstraint(
                condition=models.Q(cited_on__isnull=True) | ~models.Q(decision=""),
                name="a_cited_finding_says_what_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"Finding {self.number} of {self.exercise.reference}"

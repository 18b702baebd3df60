"""What is asked of suppliers, and what they ask."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Party
from hub.procurement.models import Lot
from hub.tender.models.tender import Tender
from hub.tender.terms import AnswerAs, Envelope


class Question(Recorded):
    """One question with the form of its answer; one that has a weight is a criterion by which answers are judged."""

    tenant_path = "tender"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=600)
    help = models.CharField("what a good answer says", max_length=1000, blank=True)
    answer_as = models.CharField("answered with", max_length=12, choices=AnswerAs.choices(), default=AnswerAs.TEXT)
    # The choices, or the columns of a table: ["Item", "Price"].
    listed = models.JSONField(default=list, blank=True)
    word_limit = models.PositiveSmallIntegerField("most words", null=True, blank=True)
    is_required = models.BooleanField("must be answered", default=True)
    is_price = models.BooleanField("is the price", default=False)
    weight = models.DecimalField("weight, per cent", max_digits=5, decimal_places=2, null=True, blank=True)
    envelope = models.CharField(max_length=8, choices=Envelope.choices(), default=Envelope.WHOLE)
    # Asked for one lot alone; None for the whole.
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, blank=True, related_name="questions")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="a_question_of_a_tender_has_its_own_number"),
            models.CheckConstraint(
                condition=models.Q(weight__isnull=True) | models.Q(weight__gt=0, weight__lte=100),
                name="a_weight_is_a_percentage_above_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Enquiry(Recorded):
    """What a supplier asks: its own record, which nobody changes. Officers read the words, never who asked."""

    act_prefix: ClassVar[str] = "tender_enquiry"

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="enquiries")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="tender_enquiries")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "question of a supplier"
        verbose_name_plural = "questions of suppliers"
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        # Stands in the event log of the authority, so it names nobody.
        return f"Question about {self.tender.reference}"

    def get_absolute_url(self) -> str:
        """Give the address on the supplier site."""
        return f"/quotes/{self.tender.reference}/"

    @property
    def sent_to_id(self) -> int:
        """Give the authority in whose log it stands."""
        return self.tender.authority_id  # type: ignore[no-any-return]


class Clarification(Recorded):
    """A question as everybody reads it, and its answer; it may answer several questions of suppliers at once."""

    tenant_path = "tender"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="clarifications")
    number = models.PositiveSmallIntegerField()
    question = models.TextField()
    answer = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    enquiries = models.ManyToManyField(Enquiry, related_name="clarifications")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="a_clarification_has_its_own_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.question}"

"""What people gave, agreed, checked and wrote about one offer."""

from __future__ import annotations

from typing import Any

from django.db import models

from hub.bids.models import Bid
from hub.evaluation.models.evaluation import Assessor, Evaluation
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.tender.models import Question


def _points() -> models.DecimalField[Any, Any]:
    return models.DecimalField(max_digits=5, decimal_places=2)


class Mark(Recorded):
    """Points that one person gave one answer, with the reason."""

    tenant_path = "evaluation"

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="marks")
    assessor = models.ForeignKey(Assessor, on_delete=models.PROTECT, related_name="marks")
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    points = _points()
    reason = models.TextField()
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessor", "bid", "question"], name="somebody_scores_an_answer_once"),
        ]

    def __str__(self) -> str:
        return f"score of answer {self.question_id} in bid {self.bid_id}"


class Agreed(Recorded):
    """The one score that several people agreed on for an answer."""

    tenant_path = "evaluation"

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="agreed")
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    points = _points()
    reason = models.TextField()
    agreed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "agreed"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "bid", "question"], name="an_answer_has_one_agreed_score"),
        ]

    def __str__(self) -> str:
        return f"agreed score of answer {self.question_id} in bid {self.bid_id}"


class Check(Recorded):
    """Whether an answer that must be there is good enough; a person says so, never a rule alone."""

    tenant_path = "evaluation"

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="checks")
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    passes = models.BooleanField()
    reason = models.TextField(blank=True)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "bid", "question"], name="an_answer_is_checked_once"),
            models.CheckConstraint(
                condition=models.Q(passes=True) | ~models.Q(reason=""), name="what_fails_says_why"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"check of answer {self.question_id} in bid {self.bid_id}"


class PriceNote(Recorded):
    """What somebody found out about a very low price."""

    tenant_path = "evaluation"

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="price_notes")
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "bid"], name="a_very_low_price_has_one_note"),
        ]

    def __str__(self) -> str:
        return f"note on the price of bid {self.bid_id}"

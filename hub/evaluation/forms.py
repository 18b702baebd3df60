"""Cleaning of what those who score type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from hub.evaluation.rules.finishing import Checked, Given
from hub.evaluation.selectors import Answer, Step
from hub.evaluation.services import Judged, Pass
from hub.platform.govuk.acting import VersionedForm, VersionedReasonForm
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios, GovTextarea

LONG = 2000
MET = (("yes", "Met"), ("no", "Not met: the offer is not compliant"))
NOT_MET = (("no", "Not compliant"),)


class DeclareForm(GovForm):
    """Whether somebody has a conflict of interest."""

    has_conflict = forms.ChoiceField(
        label="Do you have a conflict of interest with one of them",
        choices=(("no", "No"), ("yes", "Yes")),
        widget=GovRadios(
            hints={
                "no": "Nothing that you, your family or your friends gain or lose by who wins.",
                "yes": "You get no further. Procurement or legal decides what follows.",
            }
        ),
        error_messages={"required": "Say whether you have a conflict of interest"},
    )
    about = forms.CharField(
        label="If yes, what it is and with whom", max_length=LONG, widget=GovTextarea(rows=3), required=False
    )


class ScoresForm(VersionedForm):
    """Points and a reason for some answers of one offer."""

    template_name = "evaluation/_scores.html"

    def __init__(
        self,
        *args: Any,
        answers: Sequence[Answer],
        scale: Sequence[Step],
        given: Mapping[int, Sequence[Given]] | None = None,
        **kwargs: Any,
    ) -> None:
        """Ask for each answer.

        :param given: what each person gave, by question, where one score is to be agreed.
        """
        super().__init__(*args, **kwargs)
        self.answers, self.given = answers, given or {}
        choices = [(str(step.points), f"{step.points} {step.label}") for step in scale]
        hints = {str(step.points): step.says for step in scale}
        for each in answers:
            number = each.question.number
            points = forms.ChoiceField(label="Points", choices=choices, widget=GovRadios(hints=hints, small=True))
            points.error_messages["required"] = f"Select the points for question {number}"
            why = forms.CharField(label="Reason", max_length=LONG, widget=GovTextarea(rows=3))
            why.error_messages["required"] = f"Enter the reason for question {number}"
            self.fields[f"points_{number}"], self.fields[f"why_{number}"] = points, why

    def blocks(self) -> Iterator[tuple[Answer, Sequence[Given], BoundField, BoundField]]:
        """Give each answer with what was given for it, its points and its reason."""
        for each in self.answers:
            number = each.question.number
            yield each, self.given.get(number, ()), self[f"points_{number}"], self[f"why_{number}"]

    @property
    def scores(self) -> dict[int, Judged]:
        """Give the scores as the services take them."""
        given = self.cleaned_data
        numbers = [each.question.number for each in self.answers]
        return {number: Judged(Decimal(given[f"points_{number}"]), given[f"why_{number}"]) for number in numbers}


class ChecksForm(VersionedForm):
    """Whether what must be met is met, question by question."""

    template_name = "evaluation/_checks.html"

    def __init__(
        self, *args: Any, answers: Sequence[Answer], checked: Mapping[int, Checked] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.answers = answers
        for each in answers:
            number, known = each.question.number, (checked or {}).get(each.question.number)
            choices = NOT_MET if each.question.is_price else MET
            first = ("yes" if known.passes else "no") if known is not None else ("yes" if each.is_declared else None)
            passes = forms.ChoiceField(
                label="Is it met", choices=choices, widget=GovRadios(small=True), initial=first
            )  # fmt: skip
            passes.error_messages["required"] = f"Say whether question {number} is met"
            why = forms.CharField(
                label="Reason", max_length=LONG, widget=GovTextarea(rows=2), required=False,
                help_text="Needed where it is not met; the supplier reads it.", initial=known.reason if known else "",
            )  # fmt: skip
            self.fields[f"passes_{number}"], self.fields[f"why_{number}"] = passes, why

    def blocks(self) -> Iterator[tuple[Answer, BoundField, BoundField]]:
        """Give each answer with its two fields."""
        for each in self.answers:
            number = each.question.number
            yield each, self[f"passes_{number}"], self[f"why_{number}"]

    @property
    def checks(self) -> dict[int, Pass]:
        """Give the checks as the service takes them."""
        given = self.cleaned_data
        numbers = [each.question.number for each in self.answers]
        return {number: Pass(given[f"passes_{number}"] == "yes", given[f"why_{number}"]) for number in numbers}


class NotePriceForm(VersionedForm):
    """What was found out about a very low price."""

    text = forms.CharField(
        label="What you found out",
        help_text="Whether the supplier can do it for this price, and how you know.",
        max_length=LONG,
        widget=GovTextarea(rows=4),
        error_messages={"required": "Write what you found out about the price"},
    )


class TieForm(VersionedReasonForm):
    """Which of equal offers comes first, and why."""

    bid = forms.TypedChoiceField(label="Which offer comes first", coerce=int, widget=GovRadios)
    field_order = ("bid", "reason")

    def __init__(self, *args: Any, offers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bid"].choices = list(offers)  # type: ignore[attr-defined]
        self.fields["bid"].error_messages["required"] = "Select the offer that comes first"

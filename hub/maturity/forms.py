"""Cleaning of what people type about maturity."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.platform.documents.forms import FileField
from hub.platform.govuk.acting import OffersPeople, PersonField, reason_field
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios, GovTextarea
from hub.strategy.terms import LEVELS

LEVEL_CHOICES = [(str(place), name) for place, name in enumerate(LEVELS, 1)]
NO_MEANINGS = [""] * len(LEVELS)


class EvidenceForm(OffersPeople):
    """Which part of which level test somebody attests, with proof."""

    part = forms.ChoiceField(label="What is attested")
    owner = PersonField(label="Who answers for it")
    file = FileField()
    proof = forms.CharField(label="Where the original is kept, or its reference", max_length=500, required=False)
    given_on = GovDateField(label="Date of the evidence")
    expires_on = GovDateField(
        label="Lapses on", required=False, help_text="12 months later unless you say an earlier day"
    )
    note = forms.CharField(label="Note", max_length=2000, required=False, widget=GovTextarea(rows=3))

    def __init__(self, *args: Any, parts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["part"]
        field.choices = parts


class ClaimForm(GovForm):
    """The level that somebody believes in, and why."""

    level = forms.ChoiceField(label="Level", choices=LEVEL_CHOICES, widget=GovRadios)
    reason = reason_field("Why you claim it")

    def clean_level(self) -> int:
        """Give the level as a number."""
        return int(self.cleaned_data["level"])


class RoundForm(GovForm):
    """The year, and by when answers are wanted."""

    year = forms.IntegerField(label="Year", min_value=2020, max_value=2100)
    closes_on = GovDateField(label="Answers wanted by", required=False)


class AnswersForm(GovForm):
    """A level and a reason for each behaviour; what is left empty is not answered.

    The reason is asked for now: an assessment with an answer without one cannot be locked.
    """

    def __init__(self, *args: Any, behaviours: list[tuple[str, str, list[str]]], **kwargs: Any) -> None:
        """Ask for each behaviour.

        :param behaviours: code, title, and what the five levels mean there, so that all who answer use one scale.
        """
        super().__init__(*args, **kwargs)
        self.codes = [code for code, _, _ in behaviours]
        self.titles = {code: title for code, title, _ in behaviours}
        for code, title, meanings in behaviours:
            levels = [
                (value, f"{name}: {meaning}" if meaning else name)
                for (value, name), meaning in zip(LEVEL_CHOICES, [*meanings, *NO_MEANINGS], strict=False)
            ]
            self.fields[f"level_{code}"] = forms.ChoiceField(
                label=title, choices=[("", "No answer"), *levels], required=False
            )
            self.fields[f"reason_{code}"] = forms.CharField(
                label=f"Why, for {title.lower()}", max_length=1000, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of each answer."""
        typed = super().clean() or self.cleaned_data
        for code in self.codes:
            if typed.get(f"level_{code}") and not (typed.get(f"reason_{code}") or "").strip():
                self.add_error(f"reason_{code}", f"Enter why, for {self.titles[code].lower()}")
        return typed

    def answers(self) -> dict[str, tuple[int, str]]:
        """Give the answers that were given."""
        typed = self.cleaned_data
        given = [code for code in self.codes if typed.get(f"level_{code}")]
        return {code: (int(typed[f"level_{code}"]), typed[f"reason_{code}"]) for code in given}

"""Forms for what is decided about a case: aggregation, lots, objectives, social value, small firms."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.platform.govuk.acting import VersionedForm, reason_field
from hub.platform.govuk.asking import RowsForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios, GovTextarea, GovTextInput, PercentInput
from hub.procurement.services import LotDecision, LotTerms, ObjectiveTerms
from hub.procurement.terms import Innovation, SocialValue

YES_NO = [("yes", "Yes"), ("no", "No")]
SUITS = [("", "Not known"), ("yes", "Yes"), ("no", "No")]
TRUTH = {"yes": True, "no": False, "": None}


class AggregateForm(VersionedForm):
    """Which of the purchases that look alike could be one contract with this one."""

    good_reason = forms.CharField(
        label="If they are valued apart all the same: the good reason", max_length=2000, required=False,
        widget=GovTextarea(rows=3), help_text="A wish to stay below a threshold is none",
    )  # fmt: skip

    def __init__(self, *args: Any, found: list[tuple[str, str, str]], **kwargs: Any) -> None:
        """Offer the purchases.

        :param found: token, words and note of each.
        """
        super().__init__(*args, **kwargs)
        hints = {token: note for token, _, note in found if note}
        choices = [(token, words) for token, words, _ in found]
        self.fields["together"] = forms.MultipleChoiceField(
            label="Which of these could reasonably be supplied under one contract with it?", choices=choices,
            widget=GovCheckboxes(choices=choices, hints=hints), required=False,
        )  # fmt: skip
        self.order_fields(["together", "good_reason"])


class LotsForm(RowsForm):
    """Lots, or the reason for none."""

    row_noun = "Lot"
    rows_after = "suitable"

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    could_be_several = forms.ChoiceField(
        label="Could it reasonably be supplied under more than one contract?", choices=YES_NO,
        widget=GovRadios(inline=True),
    )  # fmt: skip
    suitable = forms.ChoiceField(
        label="Would it suit to award such contracts in lots?", choices=YES_NO, widget=GovRadios(inline=True)
    )
    reason = reason_field("If there are no lots: why", required=False)

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one lot."""
        return {
            "number": forms.CharField(label="Lot number", max_length=20, widget=GovTextInput(width=5), required=False),
            "title": forms.CharField(label="Title of the lot", max_length=400, required=False),
            "value_ex_vat": MoneyField(label="Value, ex VAT", min_value=0, required=False),
            "suits_smes": forms.ChoiceField(label="Suits small and medium firms", choices=SUITS, required=False),
        }

    def is_filled(self, row: Any) -> bool:
        """Say whether a row names a lot."""
        return any(row[name] not in (None, "") for name in ("number", "title", "value_ex_vat"))

    def clean(self) -> dict[str, Any]:
        """Give the decision; each lot has a number and a title."""
        cleaned = super().clean() or self.cleaned_data
        lots = []
        for row in self.row_values():
            for name, sentence in (("number", "Enter lot number"), ("title", "Enter title of the lot")):
                field = self.field_name(row["key"], name)
                if not row[name] and field not in self.errors:
                    self.add_error(field, sentence)
            lots.append(LotTerms(row["number"], row["title"], row["value_ex_vat"], TRUTH[row["suits_smes"] or ""]))
        return {**cleaned, "lots": lots}

    def decision(self) -> LotDecision:
        """Give what was decided."""
        given = self.cleaned_data
        return LotDecision(
            could_be_several=given["could_be_several"] == "yes", suitable=given["suitable"] == "yes",
            lots=given["lots"], reason=given["reason"],
        )  # fmt: skip


class ObjectivesForm(RowsForm):
    """The objectives that it serves, each with its measure."""

    row_noun = "Objective"
    most_rows = 12

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, clauses: Any, **kwargs: Any) -> None:
        self.clauses = {str(clause.pk): clause for clause in clauses}
        super().__init__(*args, **kwargs)

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one objective."""
        named = [(key, _clause_words(clause)) for key, clause in self.clauses.items()]
        return {
            "clause": forms.ChoiceField(
                label="Clause of the strategy", choices=[("", "None of these"), *named], required=False
            ),
            "text": forms.CharField(
                label="Objective", max_length=300, required=False,
                help_text="Leave it empty to take the words of the clause",
            ),
            "measure": forms.CharField(
                label="Outcome measure", max_length=300, required=False,
                help_text="How anybody will know, such as journeys by bus each day",
            ),
            "baseline": forms.CharField(label="Where it stands now", max_length=120, required=False),
            "target": forms.CharField(label="Target", max_length=120, required=False),
            "measure_on": GovDateField(label="Measured by", required=False),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Give the objectives; what is missing is said beside its field."""
        cleaned = super().clean() or self.cleaned_data
        found = []
        for row in self.row_values():
            if not row["text"] and not row["clause"]:
                self.add_error(self.field_name(row["key"], "text"), "Enter the objective, or choose a clause")
            if not row["measure"]:
                self.add_error(self.field_name(row["key"], "measure"), "Enter outcome measure")
            clause = self.clauses.get(row["clause"] or "")
            found.append(
                ObjectiveTerms(row["text"] or "", row["measure"] or "", clause, row["baseline"] or "",
                               row["target"] or "", row["measure_on"])
            )  # fmt: skip
        return {**cleaned, "objectives": found}


def _clause_words(clause: Any) -> str:
    words = clause.title or clause.text
    return f"{clause.number} {words[:90]}"


class SocialValueForm(VersionedForm):
    """In or out, the weight, and why."""

    decision = forms.ChoiceField(
        label="Is social value part of the award criteria?",
        choices=[(SocialValue.IN, "Yes, it is in"), (SocialValue.OUT, "No, it is out")], widget=GovRadios,
    )  # fmt: skip
    weight = forms.DecimalField(
        label="Its weight", min_value=0, max_value=100, max_digits=5, decimal_places=2, widget=PercentInput,
        required=False,
    )  # fmt: skip
    reason = reason_field("Why")


class IdeasForm(VersionedForm):
    """Whether and how new ideas are invited, and why."""

    innovation = forms.ChoiceField(
        label="Is the market invited to offer something new?", choices=Innovation.choices(), widget=GovRadios
    )
    reason = reason_field("Why")

    def clean_innovation(self) -> Innovation:
        """Give the word."""
        return Innovation(self.cleaned_data["innovation"])


class SmesForm(VersionedForm):
    """What keeps small and medium firms away, and what is done about it."""

    barriers = forms.CharField(
        label="What could keep small and medium firms from competing?", max_length=4000, widget=GovTextarea(rows=4),
        help_text="Such as size, turnover or insurance asked for, length of the papers, time to answer",
    )  # fmt: skip
    steps = forms.CharField(
        label="What is done about it?", max_length=4000, widget=GovTextarea(rows=4),
        help_text="If a barrier stays, say why it has to",
    )  # fmt: skip

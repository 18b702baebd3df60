"""Cleaning of what people type about options: the options with their costs, weights, scores, and the choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, VersionedReasonForm, reason_field
from hub.platform.govuk.asking import RowsForm
from hub.platform.govuk.forms import GovForm, speak_plainly
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios, GovTextarea, GovTextInput, PercentInput
from hub.procurement.appraisal import rules
from hub.procurement.appraisal.models import Criterion, Option
from hub.procurement.appraisal.services import Given, OptionTerms
from hub.procurement.appraisal.terms import Delivery, Outcome

LONG = 4000


def _text(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONG, required=False, widget=GovTextarea(rows=rows), **more)


class BeginForm(VersionedForm):
    """What is to be decided, and for how many years options are costed."""

    question = forms.CharField(
        label="What is to be decided",
        help_text="One sentence, such as: How do we keep the libraries' vans running from 2027?",
        max_length=1000,
        widget=GovTextarea(rows=2),
    )
    years = forms.IntegerField(
        label="Years that are costed",
        help_text="This year is the first. The whole length of a contract, extensions included, is usual.",
        min_value=1,
        max_value=rules.LONGEST_YEARS,
        widget=GovTextInput(width=2, numeric=True, suffix="years"),
    )
    ways = forms.MultipleChoiceField(
        label="List these at once",
        help_text="Each can be put into words and costed then, and others can be added.",
        choices=Delivery.choices(),
        widget=GovCheckboxes(choices=Delivery.choices()),
        required=False,
    )


class OptionForm(RowsForm):
    """One option, with a row for each line of its costs."""

    row_noun = "Cost"
    rows_after = "risks"

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Title of the option", max_length=200)
    delivery = forms.ChoiceField(label="How it is done", choices=[("", "Choose"), *Delivery.choices()])
    description = _text("What it is", help_text="In two or three sentences.")
    benefits = _text("Benefits", help_text="One on a line.")
    risks = _text("Risks", help_text="One on a line.")
    fails = forms.MultipleChoiceField(
        label="What it does not meet", help_text="It cannot be chosen then, only compared with.", required=False
    )
    is_left_out = forms.BooleanField(label="Leave it off the short list", required=False)
    why_not = _text("Why it is left off the short list", rows=2)

    def __init__(self, *args: Any, factors: Sequence[Mapping[str, str]], years: int, **kwargs: Any) -> None:
        self.years = years
        super().__init__(*args, **kwargs)
        choices = [(one["code"], one["label"]) for one in factors]
        self.fields["fails"].choices = choices  # type: ignore[attr-defined]
        self.fields["fails"].widget = GovCheckboxes(choices=choices)
        if not choices:
            del self.fields["fails"]

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one line of costs."""
        year: dict[str, Any] = {"min_value": 0, "max_value": self.years - 1, "required": False}
        return {
            "label": forms.CharField(label="What for", max_length=120, required=False),
            "amount": MoneyField(
                label="Pounds a year, ex VAT",
                help_text="At today's prices. Income begins with a minus.",
                required=False,
            ),
            "from_year": forms.IntegerField(
                label="First year", help_text="This year is 0.", widget=GovTextInput(width=2, numeric=True), **year
            ),
            "to_year": forms.IntegerField(
                label="Last year",
                help_text=f"The last of all is {self.years - 1}.",
                widget=GovTextInput(width=2, numeric=True),
                **year,
            ),
        }

    def clean(self) -> dict[str, Any]:
        """Give the option with its cost lines."""
        cleaned = super().clean() or self.cleaned_data
        lines = []
        for row in self.row_values():
            wanted = (("label", "Enter what it is for"), ("amount", "Enter pounds a year"))
            missing = [(name, said) for name, said in wanted if row[name] in (None, "")]
            for name, said in missing:
                field = self.field_name(row["key"], name)
                if field not in self.errors:
                    self.add_error(field, said)
            first = row["from_year"] or 0
            last = row["to_year"] if row["to_year"] is not None else self.years - 1
            if last < first:
                self.add_error(self.field_name(row["key"], "to_year"), "Last year must not come before first year")
            elif not missing:
                lines.append(rules.CostLine(row["label"], row["amount"], first, last))
        return {**cleaned, "costs": lines}

    @property
    def terms(self) -> OptionTerms:
        """Give what was cleaned as the service takes it."""
        given = self.cleaned_data
        return OptionTerms(
            given["title"], given["delivery"], given["description"], given["benefits"], given["risks"],
            given["costs"], tuple(given.get("fails", ())), not given["is_left_out"], given["why_not"],
        )  # fmt: skip


def of_option(option: Option) -> dict[str, Any]:
    """Give the first values of the form of an option."""
    names = ("title", "delivery", "description", "benefits", "risks", "fails", "why_not")
    return {**{name: getattr(option, name) for name in names}, "is_left_out": not option.is_short_listed}


class WeightsForm(VersionedReasonForm):
    """The weight of each criterion."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [one.code for one in criteria]
        made: dict[str, forms.Field] = {}
        for one in criteria:
            made[f"weight_{one.code}"] = forms.DecimalField(
                label=one.label, help_text=f"{one.get_group_display()}. {one.guidance}".strip(), min_value=0,
                max_value=100, max_digits=5, decimal_places=2, widget=PercentInput,
                initial=f"{one.weight.normalize():f}",
            )  # fmt: skip
            speak_plainly(made[f"weight_{one.code}"], one.label)
        self.fields = {**made, **self.fields}

    @property
    def weights(self) -> dict[str, Decimal]:
        """Give the weights by the code of the criterion."""
        return {code: self.cleaned_data[f"weight_{code}"] for code in self.codes}


class ScoresForm(GovForm):
    """Points and a reason for each option on each criterion."""

    template_name = "appraisal/_scores.html"

    def __init__(
        self, *args: Any, options: Sequence[Option], criteria: Sequence[Criterion], top: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options, self.criteria = options, criteria
        choices = [("", "Choose"), *((str(points), str(points)) for points in range(top + 1))]
        for option in options:
            for one in criteria:
                label = f"{option.title}: {one.label.lower()}"
                points = forms.TypedChoiceField(
                    label=one.label, help_text=one.guidance, choices=choices, coerce=int,
                )  # fmt: skip
                points.error_messages["required"] = f"Select the points. {label}"
                why = forms.CharField(label="Reason", max_length=1000, widget=GovTextarea(rows=2))
                why.error_messages["required"] = f"Enter the reason. {label}"
                self.fields[f"points_{option.number}_{one.code}"] = points
                self.fields[f"why_{option.number}_{one.code}"] = why

    def blocks(self) -> Iterator[tuple[Option, list[tuple[BoundField, BoundField]]]]:
        """Give each option with its pairs of points and reason."""
        for option in self.options:
            yield (
                option,
                [
                    (self[f"points_{option.number}_{one.code}"], self[f"why_{option.number}_{one.code}"])
                    for one in self.criteria
                ],
            )

    @property
    def scores(self) -> dict[tuple[int, str], Given]:
        """Give the scores as the service takes them."""
        given = self.cleaned_data
        return {
            (option.number, one.code): Given(
                given[f"points_{option.number}_{one.code}"], given[f"why_{option.number}_{one.code}"]
            )
            for option in self.options
            for one in self.criteria
        }


class ChooseForm(VersionedForm):
    """Which option, and why."""

    option = forms.TypedChoiceField(label="Option", coerce=int, widget=GovRadios)
    reason = reason_field("Why this option", help_text="If it is not the best on points, say why it is chosen.")

    def __init__(self, *args: Any, options: Sequence[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(number, title) for number, title, _ in options]
        hints = {str(number): hint for number, _, hint in options}
        field = self.fields["option"]
        field.choices = choices  # type: ignore[attr-defined]
        field.widget = GovRadios(choices=choices, hints=hints)


class OutcomeForm(VersionedForm):
    """How the choice turned out."""

    outcome = forms.ChoiceField(label="How it turned out", choices=Outcome.choices(), widget=GovRadios)
    actual_cost = MoneyField(label="Cost so far, ex VAT", required=False)
    note = forms.CharField(
        label="What is different from what was expected, and what to learn",
        max_length=2000,
        widget=GovTextarea(rows=4),
    )


class TransferForm(OffersPeople, VersionedReasonForm):
    """Who leads it from now on, and why."""

    to = PersonField(label="Who leads it")
    field_order = ("to", "reason")

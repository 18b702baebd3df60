"""Cleaning of what people type about the engagement of councillors."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.governance.forms.agenda import subject_field, text_field
from hub.governance.terms import Made, Stage
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, reason_field
from hub.platform.govuk.asking import AskingForm, Finder
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovRadios

RATINGS = [
    ("5", "5, it clearly made the result better"),
    ("4", "4, it helped"),
    ("3", "3, it was worth the time"),
    ("2", "2, it made little difference"),
    ("1", "1, it was no use"),
]


def scale(label: str, most: int) -> forms.TypedChoiceField:
    """Give a scale from 0."""
    choices = [(str(number), str(number)) for number in range(most + 1)]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, initial="0")


class FactsForm(GovForm):
    """What the criterion looks at."""

    title = forms.CharField(label="What is bought", max_length=300)
    value_ex_vat = MoneyField(label="Value, ex VAT", min_value=0)
    risk = scale("Risk, 0 to 5", 5)
    political = scale("Political or public interest, 0 to 5", 5)
    wards = scale("Wards or communities affected, 0 to 3", 3)
    novelty = scale("New for us, or joint with others, 0 to 2", 2)
    ward_names = forms.CharField(label="Which wards", max_length=300, required=False)
    portfolio = forms.CharField(label="Portfolio", max_length=150, required=False)
    is_key = forms.BooleanField(label="It is a key decision", required=False)
    options_by = GovDateField(label="Day on which the options are chosen", required=False)
    award_by = GovDateField(label="Day on which the award is decided", required=False)


class ScoreForm(FactsForm, AskingForm):
    """A new score, about a record where there is one."""

    def __init__(self, *args: Any, find: Finder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"subject": subject_field(find), **self.fields}


class RescoreForm(FactsForm, VersionedForm):
    """Other facts, and why."""

    reason = reason_field("Why it is scored again")


class BriefForm(VersionedForm):
    """A briefing that was held."""

    stage = forms.ChoiceField(label="Stage", choices=Stage.choices(), widget=GovRadios)
    held_on = GovDateField(label="Held on")
    attended = forms.CharField(label="Councillors who were there", max_length=500)
    summary = text_field("What was said")


class ViewForm(VersionedForm):
    """A councillor's view."""

    stage = forms.ChoiceField(label="Stage", choices=Stage.choices(), widget=GovRadios)
    text = text_field("Your view")
    interest = text_field("An interest that you have to declare", rows=2, required=False)


class ViewField(forms.ModelChoiceField):
    """A view that waits for an answer."""

    def label_from_instance(self, obj: Any) -> str:
        """Give who said it and how it begins."""
        return f"{obj.councillor.name}: {obj.text[:90]}"


class AnswerForm(VersionedForm):
    """The answer to a view."""

    view = ViewField(label="View", queryset=None)
    text = text_field("Answer")
    made_what = forms.ChoiceField(label="What the view led to", choices=Made.choices(), widget=GovRadios)

    def __init__(self, *args: Any, views: Any, **kwargs: Any) -> None:
        """Offer the views.

        :param views: a queryset of those that wait.
        """
        super().__init__(*args, **kwargs)
        self.fields["view"].queryset = views  # type: ignore[attr-defined]


class AwardForm(VersionedForm):
    """The day of the award."""

    awarded_on = GovDateField(label="Awarded on")


class RateForm(VersionedForm):
    """What the engagement was worth."""

    rating = forms.TypedChoiceField(label="What was it worth?", choices=RATINGS, coerce=int, widget=GovRadios)
    note = text_field("Why", rows=3)


class AssignForm(OffersPeople, VersionedForm):
    """Who sees to it from now on."""

    owner = PersonField(label="Who sees to it")
    reason = reason_field("Reason", required=False)

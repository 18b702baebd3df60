"""Cleaning of what people type about the forward plan."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovTextarea


class VersionedForm(GovForm):
    """A form that knows which version of the record was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NothingForm(VersionedForm):
    """Nothing to type: the button is the act."""


class ReasonForm(VersionedForm):
    """A reason and nothing else."""

    reason = forms.CharField(label="Reason", max_length=2000, widget=GovTextarea(rows=3))


class ProposeForm(GovForm):
    """What will be needed, that follows no record in the Hub."""

    title = forms.CharField(label="What will be bought", max_length=400)
    department = forms.CharField(label="Department", max_length=120, required=False)
    value_ex_vat = MoneyField(
        label="Estimated value, ex VAT",
        min_value=0,
        required=False,
    )
    needed_on = GovDateField(label="Needed from")


class PlanForm(VersionedForm):
    """Who sees to it, from when, for how much, from which budget."""

    owner: Any = forms.ModelChoiceField(label="Owner", queryset=None)
    needed_on = GovDateField(label="Needed from")
    start_by = GovDateField(label="Last safe start of the competition", required=False)
    value_ex_vat = MoneyField(
        label="Estimated value, ex VAT",
        min_value=0,
        required=False,
    )
    budget_line = forms.CharField(label="Budget line", max_length=120, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["owner"]
        chooser.queryset = people
        chooser.label_from_instance = lambda person: person.name


class ReviseForm(PlanForm):
    """The same, with the reason."""

    reason = forms.CharField(label="Why it changes", max_length=2000, widget=GovTextarea(rows=3))

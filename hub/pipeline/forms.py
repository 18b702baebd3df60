"""Cleaning of what people type about the forward plan."""

from __future__ import annotations

from django import forms

from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, reason_field
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.money import MoneyField


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


class PlanForm(OffersPeople, VersionedForm):
    """Who sees to it, from when, for how much, from which budget."""

    owner = PersonField(label="Owner")
    needed_on = GovDateField(label="Needed from")
    start_by = GovDateField(label="Last safe start of the competition", required=False)
    value_ex_vat = MoneyField(
        label="Estimated value, ex VAT",
        min_value=0,
        required=False,
    )
    budget_line = forms.CharField(label="Budget line", max_length=120, required=False)


class ReviseForm(PlanForm):
    """The same, with the reason."""

    reason = reason_field("Why it changes")

"""The first facts of a case."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.law.terms import ContractKind
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovTextarea
from hub.procurement.forms.valuing import ValueFields, vat_field

FACTS = ("title", "description", "contract_kind", "department", "needed_on")
KINDS = [("", "Not known yet"), *ContractKind.choices()]


class BeginForm(ValueFields):
    """What will be bought that no entry of the pipeline says."""

    title = forms.CharField(label="What will be bought", max_length=400)
    description = forms.CharField(label="What it is for", max_length=4000, widget=GovTextarea(rows=4), required=False)
    contract_kind = forms.ChoiceField(label="Mainly for", choices=KINDS, required=False)
    department = forms.CharField(label="Department", max_length=150, required=False)
    needed_on = GovDateField(label="Needed from", required=False)

    field_order = (*FACTS, "amount", "vat_basis", "vat_treatment", "method")

    def facts(self) -> dict[str, Any]:
        """Give the facts without the value."""
        return {name: self.cleaned_data[name] for name in FACTS}

    def has_value(self) -> bool:
        """Say whether anything was said about the value."""
        return self.cleaned_data["amount"] is not None


class BeginFromForm(GovForm):
    """What an entry of the pipeline does not say: how VAT is charged, and what it is mainly for."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, has_value: bool, knows_kind: bool, **kwargs: Any) -> None:
        """Ask only what is not known.

        :param has_value: whether the entry has a value, which is without VAT.
        :param knows_kind: whether the entry says what it is mainly for.
        """
        super().__init__(*args, **kwargs)
        if has_value:
            self.fields["vat_treatment"] = vat_field(required=False)
        if not knows_kind:
            self.fields["contract_kind"] = forms.ChoiceField(label="Mainly for", choices=KINDS, required=False)

"""Forms for what is known of a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import fields_for_model

from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, reason_field
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm, gov_formfield, speak_plainly
from hub.platform.govuk.widgets import GovRadios, GovTextInput
from hub.procurement.forms.valuing import WholeValueFields
from hub.procurement.models import Procurement

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "what": (
        "What is bought",
        ("title", "description", "contract_kind", "is_light_touch", "main_cpv", "category", "department",
         "budget_line"),
    ),
    "when": ("When and how long", ("start_on", "needed_on", "term_months", "extension_months")),
    "gates": (
        "What decides its gates", ("tier", "risk_level", "is_key_decision", "has_political_interest", "is_novel")
    ),
    "people": ("Equality and community", ("equality_impact", "community_input")),
}  # fmt: skip
LABELS = {
    "title": "What will be bought",
    "description": "What it is for",
    "contract_kind": "Mainly for",
    "is_light_touch": "It is light touch services",
    "main_cpv": "Main CPV code",
    "start_on": "Work can begin on",
    "needed_on": "Needed from",
    "term_months": "Length of the contract without extensions",
    "extension_months": "Length of all extensions",
    "risk_level": "Risk",
    "is_key_decision": "It is a key decision",
    "has_political_interest": "Councillors or the public take an interest",
    "is_novel": "It is new or untried for us",
    "equality_impact": "Effect on people with protected characteristics",
    "community_input": "What residents and partners said",
}
HINTS = {
    "main_cpv": "Eight digits",
    "is_light_touch": "The CPV codes decide: social, health, education, legal and some other services",
    "is_key_decision": "The constitution of the authority decides. It is then announced 28 clear days before",
}
YES_NO = [("true", "Yes"), ("false", "No"), ("unknown", "Not known")]


class ReviseForm(GovForm):
    """One group of facts."""

    def __init__(self, *args: Any, group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = GROUPS[group][1]
        found = fields_for_model(Procurement, fields=self.names, formfield_callback=gov_formfield)  # type: ignore[arg-type]
        for name in self.names:
            field = found[name]
            assert field is not None
            if name in LABELS:
                field.label = LABELS[name]
            field.help_text = HINTS.get(name, field.help_text)
            if name.endswith("_months"):
                field.widget = GovTextInput(suffix="months", width=3, numeric=True)
            if isinstance(field, forms.NullBooleanField):
                field.widget = GovRadios(choices=YES_NO, inline=True)
                self.initial[name] = {True: "true", False: "false", None: "unknown"}[self.initial.get(name)]
            self.fields[name] = field
            speak_plainly(field, str(field.label))


class EstimateForm(WholeValueFields, VersionedForm):
    """What it is worth, and how that was found out."""

    field_order = ("amount", "vat_basis", "vat_treatment", "other", "method", "how", "is_beyond", "version")


class FixRulesForm(VersionedForm):
    """The day whose law applies."""

    rules_on = GovDateField(
        label="Day whose law applies", help_text="The day of the first notice or invitation, as planned or as it was"
    )
    reason = reason_field("Why this day")


class TransferForm(OffersPeople, VersionedForm):
    """Who takes the case over."""

    to = PersonField(label="Hand it over to")
    reason = reason_field()

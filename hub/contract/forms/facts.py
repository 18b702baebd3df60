"""Forms for the facts of a contract: the first ones, and each group of them later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model

from hub.contract.forms.happenings import reason_field, what_field
from hub.contract.forms.naming import own_reference
from hub.contract.forms.parts import SupplierRows
from hub.contract.models import Contract
from hub.contract.terms import ContractKind
from hub.platform.govuk.asking import AskingForm, Finder, Pick, PickField
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import gov_formfield, speak_plainly
from hub.platform.govuk.money import ForeignMoneyField, MoneyField
from hub.platform.govuk.widgets import GovRadios, GovTextarea, GovTextInput
from hub.platform.tabular.currencies import CODES

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "about": (
        "What it is",
        (
            "title", "agreement_kind", "description", "department", "nature", "main_cpv", "cpvs", "category",
            "location", "source_reference",
        ),
    ),
    "value": (
        "Value",
        (
            "value_ex_vat", "value_inc_vat", "annual_value_ex_vat", "annual_value_inc_vat", "irrecoverable_vat",
            "currency", "foreign_value_ex_vat", "foreign_value_inc_vat", "foreign_annual_ex_vat",
            "foreign_annual_inc_vat",
        ),
    ),
    "dates": (
        "Dates",
        ("awarded_on", "signed_on", "starts_on", "ends_on", "has_no_end", "notice_period_days", "review_on"),
    ),
    "let": ("How it was let", ("route", "regime", "was_invited", "framework", "framework_reference", "ocid")),
    "promises": (
        "Promises and funding",
        (
            "funding_source", "funding_conditions", "is_sme", "is_vcse", "has_social_value", "has_distress_clause",
            "has_confidential_papers",
        ),
    ),
}  # fmt: skip
LABELS = {
    "agreement_kind": "Kind of agreement",
    "description": "What is bought",
    "nature": "Goods, services or works",
    "category": "Category of our own list",
    "location": "Place of delivery",
    "source_reference": "Reference elsewhere",
    "currency": "Currency of the price",
    "awarded_on": "Date of award",
    "signed_on": "Date of signing",
    "starts_on": "Start date",
    "ends_on": "End date",
    "has_no_end": "It has no end date",
    "notice_period_days": "Notice period, in days",
    "was_invited": "It came from an invitation to quote or tender",
    "framework_reference": "Framework that is not in the Hub",
    "is_sme": "The supplier is a small or medium firm",
    "is_vcse": "The supplier is a voluntary or community body",
    "has_social_value": "It has social value promises",
    "has_distress_clause": "It has a financial distress clause",
    "has_confidential_papers": "Its papers are confidential",
}
HINTS = {
    "source_reference": "Such as its number in the finance system",
    "framework_reference": "Its name or number, where another body runs it",
    "value_ex_vat": "In pounds. Bands and thresholds count pounds, also for a contract in another currency",
    "currency": "Choose another only if the contract's price is not in pounds",
    "foreign_value_ex_vat": "Only if the price is not in pounds. Such as 1200.00",
    "funding_source": "Such as revenue, capital, or the name of a grant",
    "funding_conditions": "What the funder asks for, such as an end date or a report",
}
CURRENCIES = [("GBP", "Pounds (GBP)"), ("EUR", "Euros (EUR)"), ("USD", "US dollars (USD)")]
CURRENCIES += [(code, code) for code in sorted(CODES) if code not in dict(CURRENCIES)]
YES_NO = [("true", "Yes"), ("false", "No"), ("unknown", "Not known")]
MONEY = frozenset(GROUPS["value"][1]) - {"currency"}
FOREIGN = frozenset(name for name in MONEY if name.startswith("foreign_"))
MOST_CPVS = 20


@dataclass(frozen=True)
class Pickers:
    """What the forms find things with; the view binds them to the person and the day.

    :param categories: the authority's own categories, as choices.
    """

    frameworks: Finder
    cpvs: Finder
    categories: Sequence[tuple[str, str]]


def framework_field(pickers: Pickers, begin: Pick | None = None) -> PickField:
    """Give the box that finds a framework."""
    return PickField(
        label="Framework",
        help_text="Only for an order under one: its reference, or words from its title or supplier",
        find=pickers.frameworks,
        begin=begin,
        missing="No framework in the Hub has that reference or those words. Try other words, or name it below",
        max_length=200,
        required=False,
    )


def cpv_field(pickers: Pickers, begin: Pick | None = None) -> PickField:
    """Give the box that finds a CPV code."""
    return PickField(
        label="Main CPV code",
        help_text="Eight digits, or words such as grounds maintenance",
        find=pickers.cpvs,
        begin=begin,
        missing="No CPV code has those words. Try other words, or enter the eight digits",
        nothing="",
        max_length=120,
        required=False,
    )


class CpvsField(forms.CharField):
    """Further CPV codes, one on each line."""

    widget = GovTextarea(rows=3)

    def prepare_value(self, value: Any) -> Any:
        """Write a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Give the codes.

        Raises:
            ValidationError: naming the first line that is no code.
        """
        codes = []
        for line in super().clean(value).replace(",", "\n").split("\n"):
            code = line.strip().split("-")[0].strip()
            if code and not (code.isascii() and code.isdigit() and len(code) == 8):
                raise ValidationError(f"“{line.strip()}” is not a CPV code. Enter eight digits, like 77310000")
            if code:
                codes.append(code)
        if len(codes) > MOST_CPVS:
            raise ValidationError(f"Enter {MOST_CPVS} codes or fewer")
        return list(dict.fromkeys(codes))


class CorrectForm(AskingForm):
    """One group of facts, and why they change.

    :param begun: what the record chose of the things that are found, by field.
    :param may_move: whether the end or value of a contract in force may move here, so that it is asked what that is.
    :param is_draft: whether signing is still an act of its own, so that nobody types its day here first.
    """

    def __init__(
        self,
        *args: Any,
        group: str,
        pickers: Pickers,
        begun: dict[str, Pick | None],
        is_draft: bool = False,
        may_move: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        unsigned = is_draft and not self.initial.get("signed_on")
        self.names = tuple(name for name in GROUPS[group][1] if name != "signed_on" or not unsigned)
        found = fields_for_model(Contract, fields=self.names, formfield_callback=gov_formfield)  # type: ignore[arg-type]
        found |= self._found_by(pickers, begun, self.names)
        for name in self.names:
            self.fields[name] = self._shaped(name, found[name])
        if may_move:
            self.fields["what"] = what_field()
        self.fields["reason"] = reason_field("Why you change this")
        for name in (*self.names, "reason"):
            speak_plainly(self.fields[name], str(self.fields[name].label))

    def _found_by(
        self, pickers: Pickers, begun: dict[str, Pick | None], names: Sequence[str]
    ) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        if "framework" in names:
            found["framework"] = framework_field(pickers, begun.get("framework"))
        if "main_cpv" in names:
            found["main_cpv"] = cpv_field(pickers, begun.get("main_cpv"))
            found["cpvs"] = CpvsField(label="Other CPV codes", help_text="One on each line", required=False)
            now = str(self.initial.get("category") or "")
            known = [("", "Not sorted yet"), *pickers.categories]
            # A category of a loaded list stays until somebody chooses one of ours.
            extra = [] if now in dict(known) else [(now, f"{now} (as listed)")]
            found["category"] = forms.ChoiceField(choices=[*known, *extra], required=False)
        for name, pick in begun.items():
            if pick is not None and name in names:
                self.initial[name] = pick.value
        return found

    def _shaped(self, name: str, field: forms.Field) -> forms.Field:
        field.required = name in ("title", "agreement_kind", "signed_on")
        field.label = LABELS.get(name, field.label)
        field.help_text = HINTS.get(name, field.help_text)
        if name == "agreement_kind":
            field.widget = GovRadios(choices=ContractKind.choices())
        elif name == "currency":
            return forms.ChoiceField(label=field.label, help_text=field.help_text, choices=CURRENCIES, required=False)
        elif name in MONEY:
            return (ForeignMoneyField if name in FOREIGN else MoneyField)(
                label=field.label, help_text=field.help_text, min_value=0, required=False
            )
        elif name == "notice_period_days":
            field.widget = GovTextInput(suffix="days", width=5, numeric=True)
        elif isinstance(field, forms.NullBooleanField):
            field.widget = GovRadios(choices=YES_NO, inline=True)
            self.initial[name] = {True: "true", False: "false", None: "unknown"}[self.initial.get(name)]
        return field

    def clean(self) -> dict[str, Any]:
        """Check that sums which are not in pounds have a currency that is not the pound."""
        cleaned = super().clean() or self.cleaned_data
        if "currency" in self.names:
            cleaned["currency"] = cleaned.get("currency") or self.initial.get("currency") or "GBP"
            said = [name for name in self.names if name in FOREIGN and cleaned.get(name) is not None]
            if said and cleaned.get("currency") == "GBP":
                self.add_error("currency", "Select the currency, or leave the values in it empty")
            if not said and cleaned.get("currency") not in (None, "GBP") and not self.errors:
                self.add_error("foreign_value_ex_vat", "Enter the value in this currency, or select pounds")
        return cleaned


class AddForm(SupplierRows):
    """The first facts of a contract; everything else is filled in on its page."""

    rows_after = "framework"

    title = forms.CharField(label="Title", max_length=400, help_text="What people call it, such as Grounds maintenance")
    agreement_kind = forms.ChoiceField(
        label="Kind of agreement", choices=ContractKind.choices(), initial=ContractKind.CONTRACT, widget=GovRadios
    )
    department = forms.CharField(label="Department", max_length=150, required=False)
    value_ex_vat = MoneyField(
        label="Value over its life, ex VAT",
        min_value=0,
        required=False,
        help_text="In pounds. Leave empty if it is in another currency, which its page asks for",
    )
    starts_on = GovDateField(label="Start date", required=False)
    ends_on = GovDateField(label="End date", required=False, help_text="Without extensions. Leave empty if it has none")
    signed_on = GovDateField(
        label="Date of signing", required=False, help_text="Leave empty if it is not signed. It then stays a draft"
    )
    reference = forms.CharField(
        label="Reference",
        max_length=40,
        required=False,
        help_text="Leave empty to be given the next one",
        widget=GovTextInput(width=20),
    )

    field_order = ["title", "agreement_kind", "framework"]

    def __init__(self, *args: Any, pickers: Pickers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["framework"] = framework_field(pickers)
        self.order_fields(self.field_order)

    def clean_reference(self) -> str:
        """References are addresses: letters, digits and hyphens."""
        return own_reference(str(self.cleaned_data["reference"]), cure="Leave this empty, or enter another reference")

    def clean(self) -> dict[str, Any]:
        """Check what one fact says against another."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "End date must be the same as or after the start date")
        if cleaned.get("framework") and cleaned.get("agreement_kind") != ContractKind.CALL_OFF:
            self.add_error("agreement_kind", "Select order under a framework, or leave the framework empty")
        return {**cleaned, "suppliers": self.suppliers()}

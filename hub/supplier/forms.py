"""Cleaning of what people type about suppliers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from hub.platform.govuk.acting import reason_field
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios, GovTextarea, GovTextInput
from hub.supplier import rules, selectors
from hub.supplier.models import Identifier, OtherName, Pair, Supplier
from hub.supplier.terms import Size, SupplierKind

APART = "apart"


class FactsForm(GovForm):
    """What a supplier is."""

    name = forms.CharField(label="Name", max_length=300, help_text="As its register has it, legal form included")
    body_kind = forms.ChoiceField(
        label="Sort of body", choices=[("", "Not known"), *SupplierKind.choices()], required=False
    )
    size = forms.ChoiceField(
        label="Size",
        choices=[("", "Not known"), *Size.choices()],
        required=False,
        help_text="Small or medium: under 250 staff, and turnover to £44 million or a balance sheet to £38 million",
    )
    is_vcse = forms.NullBooleanField(
        label="It is a voluntary, community or social enterprise",
        required=False,
        widget=GovRadios(choices=[("unknown", "Not known"), ("true", "Yes"), ("false", "No")], inline=True),
    )
    place = forms.CharField(label="Town", max_length=120, required=False)
    postcode = forms.CharField(label="Postcode", max_length=10, required=False, widget=GovTextInput(width=10))


class AddForm(FactsForm):
    """A new supplier, with its company number if it has one."""

    company_number = forms.CharField(
        label="Companies House number", max_length=12, required=False, widget=GovTextInput(width=10)
    )

    def clean_company_number(self) -> rules.Identifier | None:
        """Check the number as Companies House writes it."""
        typed = self.cleaned_data["company_number"]
        if not typed:
            return None
        try:
            return rules.Identifier(rules.COMPANIES_HOUSE, rules.company_number(typed))
        except rules.BadIdentifier as bad:
            raise forms.ValidationError(bad.reason) from bad


class CorrectForm(FactsForm):
    """The facts of a supplier, and why they change."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = reason_field("Why you change this")


class IdentifyForm(GovForm):
    """A number in a register of organisations."""

    scheme = forms.ChoiceField(label="Register", choices=rules.SCHEMES, widget=GovRadios)
    value = forms.CharField(label="Number", max_length=40, widget=GovTextInput(width=20))
    is_verified = forms.BooleanField(label="I have looked it up in that register", required=False)


class TakeOffForm(GovForm):
    """Which of some rows is not this supplier's, and why."""

    chosen = forms.ChoiceField(widget=GovRadios)
    reason = reason_field("How you know that it is another's")

    def __init__(self, *args: Any, rows: Mapping[str, Identifier | OtherName], noun: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in rows.values()}
        field: Any = self.fields["chosen"]
        field.label = f"{noun.capitalize()} to take off"
        field.choices = [(str(row.pk), text) for text, row in rows.items()]
        field.error_messages["required"] = f"Select the {noun} to take off"

    def clean_chosen(self) -> Identifier | OtherName:
        """Give the row."""
        return self.rows[self.cleaned_data["chosen"]]


NOBODY = "No other supplier has this name or number. Check it, or find the entry under Suppliers first"


class MergeForm(GovForm):
    """The other entry, by a name or a number."""

    other = forms.CharField(
        label="The other entry", max_length=300, help_text="Its name, another name of it, or its company number"
    )

    def __init__(self, *args: Any, supplier: Supplier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.supplier = supplier

    def clean_other(self) -> Supplier:
        """Give the one other entry that is meant."""
        found = [each for each in selectors.named(self.cleaned_data["other"]) if each.pk != self.supplier.pk]
        if len(found) == 1:
            return found[0]
        if not found and self.supplier in selectors.named(self.cleaned_data["other"]):
            raise forms.ValidationError("That is this entry itself. Enter a name or number of the other one")
        several = f"{len(found)} other suppliers are called that. Enter its company number instead"
        raise forms.ValidationError(several if found else NOBODY)


class PairForm(GovForm):
    """Which of two entries stands, or that both do."""

    keep = forms.ChoiceField(label="Are these one supplier?", widget=GovRadios)
    reason = forms.CharField(
        label="How you know", max_length=2000, widget=GovTextarea(rows=3), help_text="Such as: same company number"
    )

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["keep"]
        field.choices = [
            ("first", f"Yes. Keep {pair.first.name} (supplier {pair.first_id})"),
            ("second", f"Yes. Keep {pair.second.name} (supplier {pair.second_id})"),
            (APART, "No. Keep them apart"),
        ]

"""The fields in which somebody says what a procurement is worth."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovRadios, GovTextarea
from hub.procurement.rules import Typed
from hub.procurement.terms import EstimateMethod, VatBasis, VatTreatment

# The plan's own method is never chosen by hand.
METHODS = [pair for pair in EstimateMethod.choices() if pair[0] != EstimateMethod.FROM_PLAN]


def vat_field(**more: Any) -> forms.ChoiceField:
    """Give the field that says how VAT is charged."""
    return forms.ChoiceField(
        label="How VAT is charged",
        choices=[("", "Choose how VAT is charged"), *VatTreatment.choices()],
        help_text="Thresholds count the value with VAT",
        **more,
    )


class ValueFields(GovForm):
    """Amount, with or without VAT, how VAT is charged, and how the estimate was made.

    Nothing is required here: the rule says in its own words what is missing, and what was typed is kept.
    """

    amount = MoneyField(
        label="Estimated value over the whole life",
        min_value=0,
        required=False,
        help_text="The most that could be paid: options, extensions and all that is under it",
    )
    vat_basis = forms.ChoiceField(
        label="This amount is",
        choices=VatBasis.choices(),
        initial=VatBasis.EX,
        widget=GovRadios,
        required=False,
    )
    vat_treatment = vat_field(required=False)
    method = forms.ChoiceField(
        label="How the estimate was made", choices=[("", "Choose a method"), *METHODS], required=False
    )

    def typed(self) -> Typed:
        """Give the estimate as it was typed."""
        cleaned = self.cleaned_data
        return Typed(
            amount=cleaned["amount"],
            basis=cleaned["vat_basis"] or VatBasis.EX,
            treatment=cleaned["vat_treatment"],
            other=cleaned.get("other"),
            method=cleaned["method"],
            how=cleaned.get("how", ""),
            is_beyond=bool(cleaned.get("is_beyond")),
        )


class WholeValueFields(ValueFields):
    """The same with what is rarely needed: several rates, the working, and a value that nobody can estimate."""

    other = MoneyField(
        label="With several rates of VAT: the same value the other way round",
        min_value=0,
        required=False,
        help_text="With VAT if the amount above is without, and the reverse. Leave it empty for a single rate",
    )
    how = forms.CharField(label="How it was worked out", max_length=4000, widget=GovTextarea(rows=4), required=False)
    is_beyond = forms.BooleanField(
        label="The value cannot be estimated",
        required=False,
        help_text="It then counts as above its threshold. Say why in the box above",
    )

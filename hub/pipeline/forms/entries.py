"""Cleaning of what people type about entries of the plan."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.law.terms import ContractKind, Procedure
from hub.pipeline.terms import HideGround, Kind, Tier
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, reason_field
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm, radios
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios, GovTextarea, GovTextInput

NOT_KNOWN = [("", "Not known yet")]


class ProposeForm(GovForm):
    """What will be bought, that follows no record in the Hub."""

    title = forms.CharField(label="What will be bought", max_length=400)
    entry_kind = forms.ChoiceField(
        label="Why it is on the plan",
        choices=Kind.choices(),
        initial=Kind.NEED,
        required=False,
        widget=GovRadios(
            hints={
                Kind.CYCLICAL: "Every few years or months, whatever contract runs",
                Kind.RENEWAL: "A contract that is not in the Hub ends",
            }
        ),
    )
    department = forms.CharField(label="Department", max_length=120, required=False)
    value_ex_vat = MoneyField(label="Estimated value, ex VAT", min_value=0, required=False)
    needed_on = GovDateField(label="Needed from")
    budget_line = forms.CharField(label="Budget line", max_length=120, required=False)

    def clean_entry_kind(self) -> Kind:
        """Take a new need where nothing was chosen."""
        return Kind(self.cleaned_data["entry_kind"] or Kind.NEED)


class PlanForm(OffersPeople, VersionedForm):
    """Who sees to it, from when, for how much, from which budget, and how it is likely to be bought."""

    owner = PersonField(label="Owner")
    entry_kind = forms.ChoiceField(label="Why it is on the plan", choices=Kind.choices(), required=False)
    contract_kind = forms.ChoiceField(
        label="What is bought", choices=[*NOT_KNOWN, *ContractKind.choices()], required=False
    )
    main_cpv = forms.CharField(
        label="CPV code", help_text="Eight digits, as far as known", max_length=12, required=False,
        widget=GovTextInput(width=10),
    )  # fmt: skip
    needed_on = GovDateField(label="Needed from")
    ends_on = GovDateField(label="Needed until", required=False)
    procedure = forms.ChoiceField(label="Likely procedure", choices=[*NOT_KNOWN, *Procedure.choices()], required=False)
    tier = forms.ChoiceField(
        label="Likely tier",
        help_text="How closely the contract will be managed",
        choices=[*NOT_KNOWN, *Tier.choices()],
        required=False,
    )
    start_by = GovDateField(
        label="Last safe start of the competition",
        help_text="Leave it empty to have it counted back from the need by the law, from kind, value and procedure",
        required=False,
    )
    advertise_on = GovDateField(
        label="Tender or transparency notice planned for",
        help_text="The pipeline notice lists the contract by this day",
        required=False,
    )
    value_ex_vat = MoneyField(label="Estimated value, ex VAT", min_value=0, required=False)
    value_inc_vat = MoneyField(
        label="Estimated value, inc VAT",
        help_text="The thresholds of the law count VAT",
        min_value=0,
        required=False,
    )
    budget_line = forms.CharField(label="Budget line", max_length=120, required=False)
    budget_year = forms.IntegerField(
        label="Financial year of the budget",
        help_text="The year in which it begins, such as 2027 for 2027 to 2028; by the need date if empty",
        min_value=2000,
        max_value=2100,
        required=False,
        widget=GovTextInput(width=4, numeric=True),
    )

    def clean_entry_kind(self) -> Kind:
        """Take a new need where nothing was chosen."""
        return Kind(self.cleaned_data["entry_kind"] or Kind.NEED)


class ReviseForm(PlanForm):
    """The same, with the reason."""

    reason = reason_field("Why it changes")


class SharingForm(VersionedForm):
    """The partners to whom an entry is offered, and why these or none."""

    partners: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Offer it to",
        help_text="They can then read the entry and find it like theirs. Choose none if we buy alone.",
        required=False,
        widget=GovCheckboxes(),
    )
    reason = reason_field("Why these partners, or why we buy alone")

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        """Offer the partners.

        :param offered: a queryset of authorities.
        """
        super().__init__(*args, **kwargs)
        field = self.fields["partners"]
        field.queryset = offered  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]


class ShowForm(VersionedForm):
    """Whether everybody may read the value."""

    shows_value = forms.BooleanField(
        label="Show the estimated value", help_text="Leave it out if it would harm the competition", required=False
    )


class HideForm(VersionedForm):
    """Why an entry leaves the public pipeline: the ground that everybody reads, and the reason for officers."""

    ground = forms.ChoiceField(label="What the public reads", choices=HideGround.choices())
    reason = forms.CharField(label="Reason, for officers", max_length=2000, widget=GovTextarea(rows=3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        radios(self.fields["ground"])  # type: ignore[arg-type]

    def clean_ground(self) -> HideGround:
        """Give the ground as a word of the field."""
        return HideGround(self.cleaned_data["ground"])


class HandOverForm(OffersPeople, VersionedForm):
    """Who sees to an entry from now on."""

    owner = PersonField(label="Who sees to it from now on")

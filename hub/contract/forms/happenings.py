"""Forms of the acts that happen to a contract: signing, ending, handing over and the like."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.contract.models import Contract
from hub.contract.rules import NAMES, changing
from hub.contract.terms import Duty, Moved, TerminationGround, Tier, WithdrawalGround
from hub.law.modification_grounds import ModificationGround
from hub.platform.govuk import acting
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovRadios, GovTextarea


def reason_field(
    label: str = "Reason", hint: str = "Kept with the record; everyone who reads the contract sees it"
) -> forms.CharField:
    return acting.reason_field(label, help_text=hint)


class ReasonForm(VersionedForm):
    """A reason and nothing else."""

    reason = reason_field()


class SignForm(VersionedForm):
    """When both sides signed."""

    signed_on = GovDateField(label="Date of signing")


class EndForm(VersionedForm):
    """When, on which ground and why the contract ended early."""

    ended_on = GovDateField(label="Day it ended")
    ground = forms.ChoiceField(label="Ground", choices=TerminationGround.choices(), widget=GovRadios)
    notice_given_on = GovDateField(label="Day we gave notice", required=False, help_text="Only if we gave notice")
    reason = reason_field()

    def clean_ground(self) -> TerminationGround:
        """Give the word of the enumeration."""
        return TerminationGround(self.cleaned_data["ground"])


def terms_fields(contract: Contract) -> dict[str, forms.Field]:
    """Give the fields of the end and the value of a contract, beginning with what is recorded."""
    return {
        "ends_on": GovDateField(label=NAMES["ends_on"], required=False, initial=contract.ends_on),
        "has_no_end": forms.BooleanField(label=NAMES["has_no_end"], required=False, initial=contract.has_no_end),
        "value_ex_vat": MoneyField(
            label=NAMES["value_ex_vat"], required=False, min_value=0, initial=contract.value_ex_vat
        ),
        "value_inc_vat": MoneyField(
            label=NAMES["value_inc_vat"], required=False, min_value=0, initial=contract.value_inc_vat
        ),
        "what": what_field(),
    }


class PutBackForm(VersionedForm):
    """The end that a contract really has, and why it is still in force."""

    ends_on = GovDateField(label="End date that the contract has", required=False)
    has_no_end = forms.BooleanField(label=NAMES["has_no_end"], required=False)
    reason = reason_field("Why it never ended")

    def clean(self) -> dict[str, Any]:
        """Ask for the end together with everything else that is missing."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("ends_on") is None and not cleaned.get("has_no_end") and "ends_on" not in self.errors:
            self.add_error("ends_on", "Enter the end date that the contract has, or say that it runs until it is ended")
        return cleaned


def change_fields(contract: Contract) -> dict[str, forms.Field]:
    """Give the fields of a change, with the end and the value as they are recorded."""
    begun = {name: getattr(contract, name) for name in changing.NAMES}
    return {
        "ground": forms.ChoiceField(
            label="Ground",
            choices=[("", "None: the law leaves changes of this contract free"), *ModificationGround.choices()],
            widget=GovRadios,
            required=False,
        ),
        "applies_on": GovDateField(label="Day from which it applies"),
        "ends_on": GovDateField(
            label=changing.NAMES["ends_on"], required=False, initial=begun["ends_on"], help_text="Leave it if it stays"
        ),
        **{
            name: MoneyField(label=changing.NAMES[name], required=False, min_value=0, initial=begun[name])
            for name in ("value_ex_vat", "value_inc_vat")
        },
        "against_law": forms.CharField(
            label="Why it is recorded although the law forbids it",
            required=False,
            max_length=2000,
            widget=GovTextarea(rows=3),
            help_text="For Legal only, where a change was made that the law does not permit",
        ),
    }


class ChangeForm(VersionedForm):
    """A change of what was agreed: ground, day, end, value, and why."""

    reason = reason_field("What is changed, and why")

    def __init__(self, *args: Any, contract: Contract, is_legal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**change_fields(contract), **self.fields}
        if not is_legal:
            del self.fields["against_law"]


def what_field() -> forms.ChoiceField:
    """Give the question whether the record or the contract itself was other."""
    return forms.ChoiceField(
        label="What is it?",
        choices=Moved.choices(),
        widget=GovRadios,
        required=False,
        help_text="Only where the end or the value goes beyond what the contract offers",
    )


class CorrectTermsForm(VersionedForm):
    """The end and the value as they should be recorded, and why."""

    reason = reason_field("Why this is right")

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**terms_fields(contract), **self.fields}


class TransferForm(OffersPeople, VersionedForm):
    """Which duty goes to whom."""

    duty = forms.ChoiceField(label="Which duty", choices=Duty.choices(), widget=GovRadios)
    to = PersonField(label="Person who takes it over")
    reason = reason_field()

    def clean_duty(self) -> Duty:
        """Give the word of the enumeration."""
        return Duty(self.cleaned_data["duty"])


class TierForm(VersionedForm):
    """How closely the contract is managed."""

    tier = forms.ChoiceField(
        label="Tier",
        choices=Tier.choices(),
        widget=GovRadios(
            hints={
                Tier.GOLD: "Over £5 million, or critical: reviews each quarter",
                Tier.SILVER: "Reviews twice a year",
                Tier.BRONZE: "A light review once a year",
            }
        ),
    )
    reason = reason_field()

    def clean_tier(self) -> Tier:
        """Give the word of the enumeration."""
        return Tier(self.cleaned_data["tier"])


class RestoreForm(VersionedForm):
    """Why an entry belongs on the register after all."""

    reason = reason_field("Why it belongs on the register after all")


class WithdrawForm(VersionedForm):
    """Why an entry leaves the register."""

    ground = forms.ChoiceField(
        label="Why it does not belong here",
        choices=[pair for pair in WithdrawalGround.choices() if pair[0] != WithdrawalGround.IMPORT_UNDONE],
        widget=GovRadios,
    )
    reason = reason_field()

    def clean_ground(self) -> WithdrawalGround:
        """Give the word of the enumeration."""
        return WithdrawalGround(self.cleaned_data["ground"])

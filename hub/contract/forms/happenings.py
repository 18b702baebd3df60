"""Forms of the acts that happen to a contract: signing, ending, handing over and the like."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.contract.terms import Duty, TerminationGround, Tier, WithdrawalGround
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios, GovTextarea


def reason_field(
    label: str = "Reason", hint: str = "Kept with the record; everyone who reads the contract sees it"
) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, widget=GovTextarea(rows=3), max_length=2000)


class VersionedForm(GovForm):
    """A form that knows which version of the record was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(VersionedForm):
    """A reason and nothing else."""

    reason = reason_field()


class NothingForm(VersionedForm):
    """Nothing to type: the button is the act."""


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


class TransferForm(VersionedForm):
    """Which duty goes to whom."""

    duty = forms.ChoiceField(label="Which duty", choices=Duty.choices(), widget=GovRadios)
    to: Any = forms.ModelChoiceField(label="Person who takes it over", queryset=None)
    reason = reason_field()

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["to"]
        chooser.queryset = people
        chooser.label_from_instance = lambda person: person.name

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

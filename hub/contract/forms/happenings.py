"""Forms of the acts that happen to a contract: signing, ending, handing over and the like."""

from __future__ import annotations

from django import forms

from hub.contract.terms import Duty, TerminationGround, Tier, WithdrawalGround
from hub.platform.govuk import acting
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.widgets import GovRadios


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

"""Cleaning of what publishers type."""

from __future__ import annotations

from django import forms

from hub.platform.govuk.acting import reason_field
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios, GovTextarea
from hub.publishing.terms import SECTIONS, Ground, RunGround


class ReasonForm(GovForm):
    """Why."""

    reason = reason_field(help_text="For officers and auditors")


class RedactForm(GovForm):
    """What is withheld, on what ground, and when that is looked at again."""

    field = forms.ChoiceField(
        label="What to withhold",
        choices=[(key, f"{label} (under {section})") for key, (label, section) in SECTIONS.items()],
        widget=GovRadios,
    )
    ground = forms.ChoiceField(
        label="Ground", choices=Ground.choices(), widget=GovRadios, help_text="The public reads these words"
    )
    reason = forms.CharField(
        label="Reason", help_text="For officers and auditors; the public does not see it", widget=GovTextarea(rows=3)
    )
    review_on = GovDateField(label="Review date", help_text="When somebody looks at this again, such as 1 5 2027")

    def clean_ground(self) -> Ground:
        """Give the word of the enumeration."""
        return Ground(self.cleaned_data["ground"])


class WithdrawRunForm(ReasonForm):
    """Why a file is no longer handed out."""

    ground = forms.ChoiceField(label="Ground", choices=RunGround.choices(), widget=GovRadios)
    field_order = ("ground", "reason")

    def clean_ground(self) -> RunGround:
        """Give the word of the enumeration."""
        return RunGround(self.cleaned_data["ground"])

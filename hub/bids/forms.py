"""Cleaning of what people type in the key ceremony."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.bids.rules.history import Decision
from hub.bids.terms import RosterUse
from hub.platform.govuk.acting import VersionedForm, VersionedReasonForm
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios, GovTextarea

__all__ = [
    "AnswerForm", "IncidentForm", "OfferForm", "RosterForm", "ShareForm", "SharesForm", "VersionedForm",
    "VersionedReasonForm",
]  # fmt: skip

NEEDED = (2, 3, 4)
PRIVATE_MARK = "AGE-SECRET-KEY"
NOT_THIS_HALF = "This is the secret half, which nobody may see. Make a new key and give the line that begins with age1."


class OfferForm(GovForm):
    """The public half of a key."""

    recipient = forms.CharField(
        label="Public key",
        help_text="The line that begins with age1. Never the secret half.",
        max_length=200,
        error_messages={"required": "Enter the public key"},
    )
    is_safe_key = forms.BooleanField(label="It is printed and kept in a sealed envelope", required=False)
    kept_by = forms.CharField(
        label="Who keeps the envelope", help_text="Such as the monitoring officer.", max_length=200, required=False
    )

    def clean_recipient(self) -> str:
        """Refuse the secret half here, before anything keeps it or shows it again."""
        given = str(self.cleaned_data["recipient"])
        if PRIVATE_MARK in given.upper():
            self.data = {**self.data, "recipient": ""}
            raise forms.ValidationError(NOT_THIS_HALF)
        return given


class AnswerForm(VersionedForm):
    """The answer to the question of a key."""

    answer = forms.CharField(
        label="Answer",
        help_text="What this page filled in, or the line that hub-open printed.",
        max_length=200,
        error_messages={"required": "Enter the answer"},
    )


class ShareForm(VersionedForm):
    """What hub-open printed."""

    given = forms.CharField(
        label="Your share",
        help_text="What this page filled in, or all that hub-open printed, from { to }.",
        max_length=20_000,
        widget=GovTextarea(rows=5),
        error_messages={"required": "Enter what hub-open printed"},
    )


class SharesForm(GovForm):
    """What hub-open printed for an opening."""

    no_conflict = forms.BooleanField(
        label="I have no interest in any supplier who was asked",
        help_text="No money, work, family or friendship. Who has one leaves the opening to the others.",
        required=False,
    )
    given = forms.CharField(
        label="Your shares",
        help_text="What this page filled in, or all that hub-open printed, from { to }.",
        max_length=1_000_000,
        widget=GovTextarea(rows=5),
        error_messages={"required": "Enter what hub-open printed"},
    )


class IncidentForm(GovForm):
    """What an incident of ours means."""

    decision = forms.ChoiceField(
        label="What it means",
        choices=[(one.value, one.label) for one in Decision],
        widget=GovRadios,
        error_messages={"required": "Choose what it means"},
    )
    reason = forms.CharField(
        label="Why",
        help_text="Every bidder reads it.",
        max_length=2000,
        widget=GovTextarea(rows=4),
        error_messages={"required": "Enter the reason"},
    )


class KeysField(forms.ModelMultipleChoiceField):
    """Keys by the name of their person and what the key is."""

    def label_from_instance(self, obj: Any) -> str:
        """Give name, reference and fingerprint."""
        where = f", in an envelope with {obj.kept_by}" if obj.is_safe_key else ""
        return f"{obj.person.name}{where} ({obj.reference}, {obj.fingerprint})"


class RosterForm(VersionedForm):
    """Who opens which envelopes together."""

    use = forms.ChoiceField(
        label="What it opens",
        choices=RosterUse.choices(),
        widget=GovRadios,
        error_messages={"required": "Choose what it opens"},
    )
    keys = KeysField(
        label="Openers",
        help_text="Two more than must act together, at least: if too few can act, nobody can open the bids, ever.",
        queryset=None,
        widget=GovCheckboxes,
        error_messages={"required": "Choose the openers"},
    )
    needed = forms.TypedChoiceField(
        label="How many must act together",
        choices=[(one, str(one)) for one in NEEDED],
        coerce=int,
        widget=GovRadios,
        error_messages={"required": "Choose how many must act together"},
    )
    no_line = forms.BooleanField(
        label="No two of them are in one line of management",
        help_text="Asked where two open together.",
        required=False,
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].queryset = candidates  # type: ignore[attr-defined]

"""Cleaning of what is typed about awards."""

from __future__ import annotations

from django import forms

from hub.platform.govuk.acting import VersionedForm, reason_field
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovTextarea


class RecommendForm(GovForm):
    """Why the best offer wins, and the days of the contract; all is filled in already."""

    reasons = forms.CharField(
        label="Why this offer wins",
        help_text="Written from the scores; change it where it needs more. Every supplier who answered reads it.",
        max_length=4000,
        widget=GovTextarea(rows=8),
        error_messages={"required": "Say why this offer wins"},
    )
    starts_on = GovDateField(
        label="The contract begins", error_messages={"required": "Enter the day on which the contract begins"}
    )
    ends_on = GovDateField(label="The contract ends", required=False, help_text="Leave it empty if it is not known.")


class GiveNoneForm(GovForm):
    """Why nobody wins."""

    reason = reason_field("Why nobody wins", help_text="Every supplier who answered reads it.")


__all__ = ["GiveNoneForm", "RecommendForm", "VersionedForm"]

"""What people type of a contract's reference."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hub.contract import rules
from hub.contract.forms.happenings import reason_field
from hub.platform.govuk.acting import VersionedForm
from hub.platform.govuk.widgets import GovTextInput


def own_reference(text: str, *, borne: Collection[str] = (), cure: str = "Enter another reference") -> str:
    """Give a reference of an authority's own as it is kept.

    :param borne: what this contract is or was called, which may be of the Hub's own series.
    :param cure: what to do instead of entering one of the Hub's own series.
    :raises ValidationError: for other signs, and for a reference of the Hub's own series.
    """
    typed = text.strip().upper()
    if typed and not all(char.isascii() and (char.isalnum() or char == "-") for char in typed):
        raise ValidationError("Reference must be letters, digits and hyphens, like HW-2024-17")
    if rules.OURS.search(typed) and typed not in borne:
        raise ValidationError(f"The Hub gives references such as {typed} itself. {cure}")
    return typed


class CorrectReferenceForm(VersionedForm):
    """What the contract is really called, and why."""

    reference = forms.CharField(label="Reference", max_length=40, widget=GovTextInput(width=20))
    reason = reason_field()

    def __init__(self, *args: Any, borne: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.borne = borne

    def clean_reference(self) -> str:
        """References are addresses: letters, digits and hyphens."""
        return own_reference(str(self.cleaned_data["reference"]), borne=self.borne)

"""Cleaning of what people type about a duty."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.duty.models import Duty
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, VersionedReasonForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.widgets import GovTextInput


class ProveForm(VersionedForm):
    """On which day it was done, and where others find it."""

    published_on = GovDateField(label="Published on", error_messages={"required": "Enter the day of publication."})
    notice_number = forms.CharField(
        label="Number of the notice",
        help_text="As the central digital platform gives it, such as 2026/S 000-012345 or 012345-2026.",
        max_length=80,
        required=False,
        widget=GovTextInput(),
    )
    notice_url = forms.URLField(
        label="Address of the notice",
        help_text="Such as https://www.find-tender.service.gov.uk/Notice/012345-2026",
        max_length=600,
        required=False,
        assume_scheme="https",
        widget=GovTextInput(),
        error_messages={"invalid": "Enter the whole address, beginning with https://"},
    )

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not duty.is_published:
            self.fields["published_on"].label = "Done on"
            self.fields["published_on"].error_messages["required"] = "Enter the day on which it was done."
            del self.fields["notice_number"], self.fields["notice_url"]


class AssignForm(OffersPeople, VersionedReasonForm):
    """Who sees to it, and why."""

    owner = PersonField(label="Owner")
    field_order = ("owner", "reason")

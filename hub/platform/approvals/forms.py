"""What people fill in about approvals."""

from __future__ import annotations

from django import forms

from hub.platform.govuk.acting import reason_field
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovTextarea


class AskForm(GovForm):
    """What the approver should know."""

    note = forms.CharField(
        label="What the approver should know",
        help_text="Leave it empty if the record says it all.",
        max_length=2000,
        required=False,
        widget=GovTextarea(rows=4),
    )


class ApproveForm(GovForm):
    """A comment, if there is one."""

    comment = forms.CharField(
        label="Comment",
        help_text="Kept with the decision.",
        max_length=2000,
        required=False,
        widget=GovTextarea(rows=3),
    )


class ReasonForm(GovForm):
    """Why."""

    reason = reason_field("Why", error_messages={"required": "Enter the reason."})

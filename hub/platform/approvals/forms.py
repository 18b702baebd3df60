"""What people fill in about approvals."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.platform.govuk.acting import reason_field
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovTextarea


class AskForm(GovForm):
    """What is to be done, where the record does not say it, and what the approver should know.

    :param terms: the fields of what is to be done, by name.
    """

    note = forms.CharField(
        label="What the approver should know",
        help_text="Leave it empty if the record says it all.",
        max_length=2000,
        required=False,
        widget=GovTextarea(rows=4),
    )

    def __init__(self, *args: Any, terms: dict[str, forms.Field] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = tuple(terms or {})
        self.fields = {**(terms or {}), **self.fields}


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

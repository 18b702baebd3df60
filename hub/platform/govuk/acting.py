"""The forms of acts: which version was on the screen, why, and a person chosen among those who work here."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovTextarea

LONGEST_REASON = 2000


def reason_field(label: str = "Reason", **more: Any) -> forms.CharField:
    """Give the field in which somebody says why; what it says stays on the record.

    :param more: what the field takes besides, such as ``required`` or ``help_text``.
    """
    if label == "Reason":
        more = {"error_messages": {"required": "Enter the reason"}, **more}
    return forms.CharField(label=label, max_length=LONGEST_REASON, widget=GovTextarea(rows=3), **more)


class NothingForm(GovForm):
    """Nothing to type: the button is the act."""


class VersionedForm(GovForm):
    """A form that knows which version of the record was on the screen; see ``VersionedAct``."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(GovForm):
    """A reason and nothing else."""

    reason = reason_field()


class VersionedReasonForm(VersionedForm, ReasonForm):
    """A reason for an act on the version that was on the screen."""


class PersonField(forms.ModelChoiceField):
    """A person by name; ``OffersPeople`` says who can be chosen."""

    def __init__(self, **given: Any) -> None:
        super().__init__(queryset=None, **given)

    def label_from_instance(self, obj: Any) -> str:
        """Give the name."""
        return str(obj.name)


class OffersPeople(GovForm):
    """A form with fields for persons, all chosen among the same people."""

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Offer the people.

        :param people: a queryset of persons, such as ``officers_of`` gives.
        """
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.queryset = people

"""Cleaning of what people type about bodies and meetings."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.governance.terms import Function
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, reason_field
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovCheckboxes, GovTextarea, GovTextInput


class BodyForm(GovForm):
    """A body: what it is for, what it needs to decide, and when it needs its papers."""

    name = forms.CharField(label="Name", max_length=200)
    code = forms.SlugField(
        label="Code in the scheme of delegation",
        max_length=40,
        help_text="Small letters without spaces. A line of the scheme names the body by it, such as “gateway”",
    )
    purpose = forms.CharField(label="Terms of reference", widget=GovTextarea(rows=4), max_length=4000, required=False)
    quorum = forms.IntegerField(
        label="Members needed for a quorum", min_value=1, max_value=100, widget=GovTextInput(width=3, numeric=True)
    )
    quorum_functions = forms.MultipleChoiceField(
        label="Functions that must be there", choices=Function.choices(), widget=GovCheckboxes, required=False
    )
    papers_days = forms.IntegerField(
        label="Papers due, in working days before a meeting",
        min_value=0,
        max_value=30,
        initial=5,
        widget=GovTextInput(width=3, numeric=True),
    )
    is_public = forms.BooleanField(label="It decides in public", required=False, initial=True)


class ReviseBodyForm(BodyForm):
    """The same on the version that was on the screen, with the reason; the code stays."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = reason_field("Why it changes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["code"]


class SeatForm(OffersPeople, VersionedForm):
    """Who sits on a body, for what, and how long."""

    person = PersonField(label="Person")
    function = forms.ChoiceField(label="Function", choices=Function.choices())
    starts_on = GovDateField(label="First day")
    ends_on = GovDateField(label="Last day, if it is known", required=False)
    has_vote = forms.BooleanField(label="Has a vote", required=False, initial=True)


class MemberField(forms.ModelChoiceField):
    """A member of a body by name and function."""

    def label_from_instance(self, obj: Any) -> str:
        """Give name and function."""
        return f"{obj.person.name}, {obj.get_function_display().lower()}"


class UnseatForm(VersionedForm):
    """Whose seat ends, and after which day."""

    member = MemberField(label="Member", queryset=None)
    ends_on = GovDateField(label="Last day")

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        """Offer the members.

        :param members: a queryset of the seats that can end.
        """
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class WhenForm(VersionedForm):
    """The day, the time and the place of a meeting."""

    meets_on = GovDateField(label="Day")
    starts_at = forms.TimeField(
        label="Time", help_text="For example, 10:00", widget=GovTextInput(width=5), initial="10:00"
    )
    place = forms.CharField(label="Place", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].error_messages["invalid"] = "Time must be hours and minutes, like 10:00"


class PlanForm(WhenForm):
    """A new meeting of one of the bodies."""

    body: Any = forms.ModelChoiceField(label="Body", queryset=None)
    reason = reason_field("Why it meets in a recess, if it does", required=False)
    field_order = ("body", "meets_on", "starts_at", "place", "reason")

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        """Offer the bodies.

        :param bodies: a queryset of those that can meet.
        """
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["body"].label_from_instance = lambda body: body.name  # type: ignore[attr-defined]


class MoveForm(WhenForm):
    """Another day before the papers are out."""

    reason = reason_field("Why it meets in a recess, if it does", required=False)


class ReconveneForm(WhenForm):
    """Another day after the papers are out, with the reason that everyone is told."""

    reason = reason_field("Why it meets on another day")


class PresentForm(VersionedForm):
    """Who is in the room."""

    present = forms.MultipleChoiceField(label="Who is there?", widget=GovCheckboxes, required=False)

    def __init__(self, *args: Any, seats: Any, **kwargs: Any) -> None:
        """Offer those who are expected.

        :param seats: pairs of a person's number and the name with functions.
        """
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = seats  # type: ignore[attr-defined]

    def clean_present(self) -> list[int]:
        """Give the numbers of the persons."""
        return [int(one) for one in self.cleaned_data["present"]]


class CloseForm(VersionedForm):
    """What was said, for the minutes."""

    notes = forms.CharField(
        label="Notes of the discussion, for the minutes", widget=GovTextarea(rows=6), max_length=20000, required=False
    )

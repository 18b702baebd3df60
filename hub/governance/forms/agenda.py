"""Cleaning of what people type about items and decisions."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.governance.selectors.scheme import Risk
from hub.governance.terms import Effect, Exemption, KeyRoute, Outcome
from hub.law.terms import Procedure
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, VersionedReasonForm, reason_field
from hub.platform.govuk.asking import AskingForm, Finder, PickField, RowsForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovRadios, GovTextarea, GovTextInput

LONG = 8000


def text_field(label: str, *, rows: int = 4, **more: Any) -> forms.CharField:
    """Give a field for some sentences."""
    return forms.CharField(label=label, max_length=LONG, widget=GovTextarea(rows=rows), **more)


def subject_field(find: Finder) -> PickField:
    """Give the field for the record that something is about."""
    return PickField(
        label="Record that it is about, if there is one",
        help_text="Its reference, or words of its title",
        find=find,
        required=False,
        max_length=200,
        missing="No record has that reference or those words. Try other words, or leave it empty",
    )


class CaseFields(GovForm):
    """What the scheme of delegation looks at: value, procedure and risk."""

    value_ex_vat = MoneyField(label="Value, ex VAT", min_value=0, required=False)
    value_inc_vat = MoneyField(label="Value, inc VAT", min_value=0, required=False)
    route = forms.ChoiceField(label="Procedure", choices=[("", "Not known"), *Procedure.choices()], required=False)
    risk = forms.ChoiceField(label="Risk", choices=[("", "Not known"), *Risk.choices()], required=False)


class KeyFields(GovForm):
    """How the public was told of a key decision, where it is one."""

    key_route = forms.ChoiceField(
        label="Notice of the key decision", choices=[("", "None yet"), *KeyRoute.choices()], required=False
    )
    key_notice_on = GovDateField(
        label="Day on which that notice was published",
        help_text="For special urgency, the day of the agreement",
        required=False,
    )
    key_reason = text_field("Why a notice of 28 clear days was impracticable", required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a notice, and for the sort of notice of a day."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("key_route") and not cleaned.get("key_notice_on") and "key_notice_on" not in self.errors:
            self.add_error("key_notice_on", "Enter the day of the notice")
        if cleaned.get("key_notice_on") and not cleaned.get("key_route") and "key_route" not in self.errors:
            self.add_error("key_route", "Choose which notice it was")
        return cleaned


class KeyNoticeForm(KeyFields, VersionedForm):
    """The notice of a key decision."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key_route"].required = self.fields["key_notice_on"].required = True


class CallInForm(VersionedReasonForm):
    """That overview and scrutiny called a decision in."""

    called_in_on = GovDateField(label="Day on which it was called in")
    field_order = ("called_in_on", "reason")


class ReleaseForm(VersionedForm):
    """How a call-in ended."""

    note = text_field("What was recommended, and when and where the decision was reconsidered", rows=3)


class ExemptFields(KeyFields):
    """Whether it is a key decision, and what the public may not see, and why."""

    is_key = forms.BooleanField(label="It is a key decision", required=False)
    is_exempt = forms.BooleanField(label="A part of it is exempt from publication", required=False)
    exemption = forms.ChoiceField(
        label="Why that part is exempt", choices=[("", "Nothing is exempt"), *Exemption.choices()], required=False
    )
    exempt_part = text_field("The exempt part", required=False, rows=3)

    def clean(self) -> dict[str, Any]:
        """Ask for the tick where an exempt part was typed, so that nothing typed is published or lost."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        typed = cleaned.get("exempt_part") or cleaned.get("exemption")
        if typed and not cleaned.get("is_exempt"):
            self.add_error("is_exempt", "Confirm that a part is exempt, or clear the exempt part and its reason")
        return cleaned


class ItemForm(ExemptFields, CaseFields):
    """An item of an agenda."""

    title = forms.CharField(label="Title", max_length=300)
    recommendation = text_field("What the body is asked to decide", required=False, rows=2)
    summary = text_field("Summary", required=False)
    minutes = forms.IntegerField(
        label="Time to read", min_value=1, max_value=600, initial=10,
        widget=GovTextInput(width=3, numeric=True, suffix="minutes"),
    )  # fmt: skip
    wants_decision = forms.BooleanField(label="A decision is asked for", required=False, initial=True)
    why_late = text_field("Special circumstances, if it comes after the papers are due", required=False, rows=2)
    field_order = (
        "title", "recommendation", "summary", "minutes", "wants_decision", "value_ex_vat", "value_inc_vat", "route",
        "risk", "is_key", "key_route", "key_notice_on", "key_reason", "is_exempt", "exemption", "exempt_part",
        "why_late",
    )  # fmt: skip


class PutForm(ItemForm, AskingForm):
    """A new item, about a record where there is one."""

    def __init__(self, *args: Any, find: Finder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        title = self.fields.pop("title")
        self.fields = {"title": title, "subject": subject_field(find), **self.fields}


class ReviseItemForm(ItemForm, VersionedForm):
    """The same on the version that was on the screen."""


class InterestForm(VersionedForm):
    """An interest of one's own."""

    nature = text_field("What your interest is", rows=2)


class MinuteInterestForm(OffersPeople, InterestForm):
    """An interest that a member said aloud."""

    person = PersonField(label="Member")
    field_order = ("person", "nature")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nature"].label = "What the interest is"


class ConditionRows(RowsForm):
    """Conditions of a decision: what, who sees to it, and by when."""

    row_noun = "Condition"
    most_rows = 10

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Offer the people who can see to a condition.

        :param people: a queryset of persons.
        """
        self.people = people
        super().__init__(*args, **kwargs)

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one condition."""
        owner = PersonField(label="Who sees to it", required=False, empty_label="Nobody yet")
        owner.queryset = self.people
        return {
            "text": forms.CharField(label="What must be so", max_length=500, required=False),
            "owner": owner,
            "due_on": GovDateField(label="By", required=False),
        }

    def conditions(self) -> list[dict[str, Any]]:
        """Give the conditions as a decision keeps them."""
        return [
            {
                "text": row["text"],
                "owner": row["owner"].pk if row["owner"] else None,
                "due_on": row["due_on"].isoformat() if row["due_on"] else None,
            }
            for row in self.row_values()
            if row["text"]
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the words of a condition of which only owner or day were given."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self.row_values():
            if not row["text"]:
                self.add_error(self.field_name(row["key"], "text"), "Enter what must be so, or clear this condition")
        return cleaned


def outcome_field() -> forms.ChoiceField:
    """Give the four answers."""
    return forms.ChoiceField(label="Decision", choices=Outcome.choices(), widget=GovRadios)


class DecideForm(ConditionRows):
    """What a body decided on an item."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = outcome_field()
    text = text_field("The decision in words", rows=3)
    reasons = text_field("Reasons", rows=3)
    alternatives = text_field("Other options, and why they were rejected", rows=2, required=False)
    votes_for = forms.IntegerField(label="Votes for", min_value=0, required=False, widget=GovTextInput(width=3))
    votes_against = forms.IntegerField(label="Votes against", min_value=0, required=False, widget=GovTextInput(width=3))
    votes_abstained = forms.IntegerField(label="Abstained", min_value=0, required=False, widget=GovTextInput(width=3))
    rows_after = "outcome"


class OfficerForm(ExemptFields, CaseFields, ConditionRows):
    """A decision that an officer took."""

    title = forms.CharField(label="Title", max_length=300)
    outcome = outcome_field()
    text = text_field("The decision in words", rows=3)
    reasons = text_field("Reasons", rows=3)
    alternatives = text_field("Other options, and why they were rejected", rows=2, required=False)
    effect = forms.ChoiceField(
        label="Why the law asks for a record", choices=[("", "An everyday decision"), *Effect.choices()], required=False
    )
    papers = text_field("Background papers", rows=2, required=False)
    declared = text_field("Interests that members declared, with their names", rows=2, required=False)
    asked_by = PersonField(label="Who asked for it", required=False, empty_label="Nobody")
    authorised_by: Any = forms.ModelChoiceField(
        label="Decision by which a body gave you this power, if the scheme does not",
        queryset=None,
        required=False,
        empty_label="None: the scheme of delegation",
    )
    rows_after = "outcome"
    field_order = (
        "title", "outcome", "text", "reasons", "alternatives", "asked_by", "value_ex_vat", "value_inc_vat", "route",
        "risk", "effect", "is_key", "key_route", "key_notice_on", "key_reason", "authorised_by", "declared", "papers",
        "is_exempt", "exemption", "exempt_part",
    )  # fmt: skip

    def __init__(self, *args: Any, decisions: Any, find: Finder, **kwargs: Any) -> None:
        """Offer people, decisions and records.

        :param decisions: a queryset of decisions of bodies that said yes.
        :param find: finds the record that it is about.
        """
        super().__init__(*args, **kwargs)
        title = self.fields.pop("title")
        self.fields = {"title": title, "subject": subject_field(find), **self.fields}
        self.fields["asked_by"].queryset = self.people  # type: ignore[attr-defined]
        self.fields["authorised_by"].queryset = decisions  # type: ignore[attr-defined]


class WhoDecidesForm(GovForm):
    """A case for the scheme of delegation, in the address."""

    key = forms.ChoiceField(label="What is decided")
    value = MoneyField(label="Value, ex VAT", min_value=0, required=False)
    value_inc = MoneyField(label="Value, inc VAT", min_value=0, required=False)
    route = forms.ChoiceField(label="Procedure", choices=[("", "Not known"), *Procedure.choices()], required=False)
    risk = forms.ChoiceField(label="Risk", choices=[("", "Not known"), *Risk.choices()], required=False)
    on = GovDateField(label="On which day", required=False)

    def __init__(self, *args: Any, keys: Any, **kwargs: Any) -> None:
        """Offer what the scheme has lines for.

        :param keys: pairs of key and words.
        """
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = keys  # type: ignore[attr-defined]


class TakeOffForm(VersionedForm):
    """Why an item comes off the agenda."""

    reason = reason_field("Why it comes off")

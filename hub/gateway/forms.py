"""Cleaning of what people type about gates, conditions and waivers."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.gateway.acts import GRANT, GRANT_WITH_CONDITIONS, SEND_BACK
from hub.gateway.terms import Benefit
from hub.governance.terms import Exemption, KeyRoute
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, VersionedReasonForm, reason_field
from hub.platform.govuk.asking import RowsForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovRadios, GovTextarea


class OpenForm(GovForm):
    """Which gate is opened by hand."""

    gate = forms.ChoiceField(label="Gate", widget=GovRadios)

    def __init__(self, *args: Any, gates: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["gate"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = gates


class KeyFields(GovForm):
    """How the public was told of the key decision; asked where the gate takes one."""

    key_route = forms.ChoiceField(
        label="Notice of the key decision",
        help_text="Leave it where the timetable or an earlier agenda says it already.",
        choices=[("", "None yet, or known already"), *KeyRoute.choices()],
        required=False,
    )
    key_notice_on = GovDateField(
        label="Day on which that notice was published",
        help_text="For special urgency, the day of the agreement",
        required=False,
    )
    key_reason = forms.CharField(
        label="Why a notice of 28 clear days was impracticable", max_length=2000, required=False,
        widget=GovTextarea(rows=2),
    )  # fmt: skip

    def ask_for_notice(self, is_key: bool) -> None:
        """Take the fields away where no key decision is asked for."""
        if not is_key:
            for name in ("key_route", "key_notice_on", "key_reason"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a notice, and for the sort of notice of a day."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("key_route") and not cleaned.get("key_notice_on") and "key_notice_on" not in self.errors:
            self.add_error("key_notice_on", "Enter the day of the notice")
        if cleaned.get("key_notice_on") and not cleaned.get("key_route"):
            self.add_error("key_route", "Choose which notice it was")
        return cleaned


class SubmitForm(KeyFields, OffersPeople, VersionedForm):
    """What the author adds to the record."""

    sponsor = PersonField(
        label="Senior sponsor",
        help_text="The senior officer who stands for this procurement.",
        required=False,
        empty_label="Nobody yet",
    )
    note = forms.CharField(
        label="What the record does not say",
        help_text="It becomes a section of the pack. Leave it empty if the record says it all.",
        max_length=10_000,
        required=False,
        widget=GovTextarea(rows=5),
    )
    exemption = forms.ChoiceField(
        label="Why a part is exempt from publication",
        choices=[("", "Nothing is exempt"), *Exemption.choices()],
        required=False,
    )
    exempt_part = forms.CharField(label="Exempt part", max_length=10_000, required=False, widget=GovTextarea(rows=4))
    has_read_lessons = forms.BooleanField(label="I have read the lessons offered for this gate", required=False)
    is_urgent = forms.BooleanField(
        label="It cannot wait for a meeting: use the urgent route",
        help_text="The chair, or the officer who decides, decides at once. You report it afterwards.",
        required=False,
    )
    urgent_reason = forms.CharField(
        label="Why it cannot wait", max_length=2000, required=False, widget=GovTextarea(rows=3)
    )

    field_order = (
        "sponsor", "note", "exemption", "exempt_part", "has_read_lessons", "key_route", "key_notice_on", "key_reason",
        "is_urgent", "urgent_reason",
    )  # fmt: skip

    def __init__(self, *args: Any, has_lessons: bool, is_key: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_notice(is_key)
        if not has_lessons:
            del self.fields["has_read_lessons"]

    def clean(self) -> dict[str, Any]:
        """An exempt part has a reason, and a reason has a part."""
        cleaned = super().clean() or {}
        if cleaned.get("exempt_part", "").strip() and not cleaned.get("exemption"):
            self.add_error("exemption", "Choose why the part is exempt")
        if cleaned.get("exemption") and not cleaned.get("exempt_part", "").strip():
            self.add_error("exempt_part", "Enter the exempt part, or choose that nothing is exempt")
        return cleaned


class MeetingField(forms.ModelChoiceField):
    """A meeting by body and day."""

    def label_from_instance(self, obj: Any) -> str:
        """Give the body, the day and by when papers are due."""
        return f"{obj.body.name}, {obj.meets_on:%-d %B %Y}, papers by {obj.papers_by:%-d %B}"


class PutForm(KeyFields, VersionedForm):
    """At which meeting it is decided."""

    meeting = MeetingField(label="Meeting", queryset=None, empty_label=None, widget=GovRadios)
    why_late = forms.CharField(
        label="Special circumstances",
        help_text="Only if its papers were due already: why the chair should take it all the same.",
        max_length=1000,
        required=False,
        widget=GovTextarea(rows=3),
    )

    field_order = ("meeting", "why_late")

    def __init__(self, *args: Any, meetings: Any, is_key: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_notice(is_key)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


class LinkForm(OffersPeople, VersionedForm):
    """To whom a link goes."""

    person = PersonField(label="Who decides", empty_label=None, widget=GovRadios)


class GrantForm(VersionedForm):
    """Why it is passed."""

    note = forms.CharField(
        label="Reasons", help_text="They stand in the record of the decision.", max_length=4000,
        widget=GovTextarea(rows=4),
    )  # fmt: skip


class ConditionRows(RowsForm):
    """Conditions: what, who, by when, and whether it comes before the next stage."""

    row_noun = "Condition"

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        self.people = people
        super().__init__(*args, **kwargs)

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one condition."""
        owner = PersonField(label="Who sees to it", required=False, empty_label="Choose a person")
        owner.queryset = self.people
        return {
            "text": forms.CharField(
                label="What must be done", max_length=1000, required=False, widget=GovTextarea(rows=2)
            ),
            "owner": owner,
            "due_on": GovDateField(label="By", required=False),
            "comes_first": forms.BooleanField(label="Before the next stage begins", required=False, initial=True),
        }

    def is_filled(self, row: Any) -> bool:
        """A condition is one in which somebody typed; the box alone is none."""
        return any(row[name] not in (None, "") for name in ("text", "owner", "due_on"))

    @property
    def conditions(self) -> list[dict[str, Any]]:
        """Give the conditions that were cleaned."""
        return [{name: value for name, value in row.items() if name != "key"} for row in self.row_values()]


class ConditionsForm(ConditionRows):
    """Reasons and conditions."""

    rows_after = "note"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(label="Reasons", max_length=4000, widget=GovTextarea(rows=4))


class ByLinkForm(ConditionRows):
    """A decision by somebody who came by a link."""

    rows_after = "note"
    outcome = forms.ChoiceField(
        label="Decision",
        choices=[
            (GRANT.name, "Pass"),
            (GRANT_WITH_CONDITIONS.name, "Pass with conditions"),
            (SEND_BACK.name, "Send it back"),
        ],
        widget=GovRadios,
    )
    note = forms.CharField(
        label="Reasons", help_text="They stand in the record of the decision.", max_length=4000,
        widget=GovTextarea(rows=4),
    )  # fmt: skip


class ReportForm(VersionedForm):
    """What was reported of an urgent decision."""

    text = forms.CharField(
        label="What you reported, and to whom",
        help_text="The decision, why it could not wait, and the meeting or notice by which it was reported.",
        max_length=4000,
        widget=GovTextarea(rows=5),
    )


class CreditForm(VersionedForm):
    """What a decision brought."""

    benefit = forms.ChoiceField(label="What the decision brought", choices=Benefit.choices(), widget=GovRadios)
    value = MoneyField(label="Pounds saved, ex VAT", help_text="Only for cost", min_value=0, required=False)
    note = forms.CharField(label="How you know", max_length=2000, widget=GovTextarea(rows=3))


RATINGS = [
    (5, "5, of great use"), (4, "4, of use"), (3, "3, of some use"), (2, "2, of little use"), (1, "1, of no use"),
]  # fmt: skip


class RateForm(VersionedForm):
    """How the gate worked."""

    rating = forms.TypedChoiceField(
        label="Was this gate worth its time?", choices=RATINGS, coerce=int, widget=GovRadios
    )
    note = forms.CharField(
        label="What should be different", max_length=2000, required=False, widget=GovTextarea(rows=3)
    )


class NoteForm(VersionedForm):
    """A note, if there is one."""

    note = forms.CharField(label="Note", max_length=2000, required=False, widget=GovTextarea(rows=3))


class MeetForm(VersionedForm):
    """What shows that a condition is met."""

    evidence = forms.CharField(label="What shows that it is met", max_length=4000, widget=GovTextarea(rows=4))
    evidence_page = forms.CharField(
        label="Page or document in the Hub that shows it",
        help_text="Its address, such as /documents/… Leave it empty if there is none.",
        max_length=200,
        required=False,
    )


class MoveForm(VersionedReasonForm):
    """Another day."""

    due_on = GovDateField(label="Due by")
    field_order = ("due_on", "reason")


class AssignForm(OffersPeople, VersionedReasonForm):
    """Another owner."""

    owner = PersonField(label="Who sees to it")
    field_order = ("owner", "reason")


class WaiverForm(VersionedForm):
    """What a waiver is for."""

    title = forms.CharField(label="What is bought", max_length=300)
    supplier_name = forms.CharField(label="Supplier", help_text="Its name or company number", max_length=300)
    value_ex_vat = MoneyField(label="Value over the whole waiver, ex VAT", min_value=0)
    starts_on = GovDateField(label="First day")
    ends_on = GovDateField(label="Last day")
    rule = forms.CharField(
        label="Rule that is set aside", help_text="For example: three quotes, rule 12.3", max_length=200
    )
    ground = forms.ChoiceField(label="Ground", widget=GovRadios)
    reason = forms.CharField(
        label="Reason, as the public reads it",
        help_text="Published on the register of waivers. Name no person and no price of a bidder.",
        max_length=4000,
        widget=GovTextarea(rows=5),
    )
    internal_note = forms.CharField(
        label="What else the approvers should know", max_length=2000, required=False, widget=GovTextarea(rows=3)
    )
    department = forms.CharField(label="Department", max_length=150, required=False)
    category = forms.CharField(label="Category", max_length=200, required=False)
    procurement = forms.CharField(
        label="Procurement, if it has a case file", help_text="Its reference, like PRC-2026-0042", required=False,
        max_length=40,
    )  # fmt: skip
    contract_reference = forms.CharField(
        label="Contract that goes on, if there is one", help_text="Its reference", max_length=60, required=False
    )
    repeat_reason = forms.CharField(
        label="Why it is needed again",
        help_text="Only if it repeats an earlier waiver; the Hub tells you.",
        max_length=2000,
        required=False,
        widget=GovTextarea(rows=3),
    )

    def __init__(self, *args: Any, grounds: Any, find_procurement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(entry.code, entry.label) for entry in grounds]
        field.widget.hints = {entry.code: entry.data.get("shows", "") for entry in grounds}  # type: ignore[attr-defined]
        self.find_procurement = find_procurement

    def clean_procurement(self) -> Any:
        """Give the procurement of that reference, within reach."""
        reference = self.cleaned_data["procurement"].strip().upper()
        if not reference:
            return None
        found = self.find_procurement(reference)
        if found is None:
            raise forms.ValidationError("Enter the reference of a procurement of your authority, like PRC-2026-0042")
        return found


__all__ = [
    "AssignForm", "ByLinkForm", "ConditionsForm", "CreditForm", "GrantForm", "LinkForm", "MeetForm", "MoveForm",
    "NoteForm", "OpenForm", "PutForm", "RateForm", "ReportForm", "SubmitForm", "VersionedReasonForm", "WaiverForm",
    "reason_field",
]  # fmt: skip

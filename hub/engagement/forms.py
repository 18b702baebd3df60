"""Cleaning of what people type about market engagement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from hub.engagement.citing import Place
from hub.engagement.models import Question
from hub.engagement.services import Named
from hub.engagement.terms import About, Advantage, Method
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, VersionedReasonForm
from hub.platform.govuk.asking import Finder, PickField, RowsForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import speak_plainly
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios, GovTextarea

LONG = 4000
SIZES = (("", "Not known"), ("yes", "Small or medium"), ("no", "Large"))


def _words(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONG, widget=GovTextarea(rows=rows), **more)


class PlanForm(RowsForm):
    """What is planned: what we want to learn, how, when, and for which purchases."""

    row_noun = "Purchase"
    rows_after = "purpose"
    most_rows = 12

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Title", max_length=300)
    purpose = _words("What we want to learn")
    method = forms.ChoiceField(label="How the market is asked", choices=Method.choices(), widget=GovRadios)
    is_open_to_all = forms.BooleanField(label="Every supplier may take part", required=False, initial=True)
    starts_on = GovDateField(label="First day")
    ends_on = GovDateField(label="Last day")

    def __init__(self, *args: Any, find: Finder, **kwargs: Any) -> None:
        self.find = find
        super().__init__(*args, **kwargs)

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the field of one purchase."""
        return {
            "record": PickField(
                label="Procurement or entry of the pipeline",
                help_text="Its reference, or words of its title.",
                find=self.find,
                missing="No procurement or entry of yours has that reference or those words. Try other words",
                required=False,
            )
        }

    def clean(self) -> dict[str, Any]:
        """Give the purchases."""
        cleaned = super().clean() or self.cleaned_data
        records = [row["record"] for row in self.row_values() if row["record"] is not None]
        return {**cleaned, "records": list({(one.kind(), one.pk): one for one in records}.values())}


class QuestionsForm(VersionedForm):
    """The questions, one on a line."""

    questions = forms.CharField(
        label="Questions",
        help_text="One on a line. Ask what would change your mind, not what you hope to hear.",
        max_length=20_000,
        widget=GovTextarea(rows=10),
    )


class SuppliersForm(RowsForm):
    """Suppliers that are invited, and who took part."""

    row_noun = "Supplier"
    most_rows = 60

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one supplier."""
        return {
            "name": forms.CharField(label="Name", max_length=300, required=False),
            "invited_on": GovDateField(label="Invited", required=False),
            "attended_on": GovDateField(label="Took part", required=False),
            "size": forms.ChoiceField(label="Size", choices=SIZES, required=False),
        }

    def is_filled(self, row: Any) -> bool:
        """Say whether a row says anything."""
        return any(row[name] not in (None, "") for name in ("name", "invited_on", "attended_on"))

    def clean(self) -> dict[str, Any]:
        """Give the suppliers."""
        cleaned = super().clean() or self.cleaned_data
        named = []
        for row in self.row_values():
            if not row["name"]:
                self.add_error(self.field_name(row["key"], "name"), "Enter the name of the supplier")
                continue
            small = {"yes": True, "no": False}.get(row["size"])
            named.append(Named(row["name"], row["invited_on"], row["attended_on"], small))
        return {**cleaned, "named": named}


class NoticeForm(VersionedForm):
    """The notice, or why there is none."""

    number = forms.CharField(label="Number of the notice", max_length=80, required=False)
    url = forms.URLField(label="Address of the notice", max_length=600, required=False, assume_scheme="https")
    published_on = GovDateField(label="Day of publication", required=False)
    why_none = _words(
        "Or: why there is no notice",
        required=False,
        help_text="The tender notice has to say this too, where one follows.",
    )


class AnswersForm(VersionedForm):
    """What one supplier says to each question."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [one.number for one in questions]
        for one in questions:
            field = forms.CharField(label=str(one), max_length=LONG, required=False, widget=GovTextarea(rows=3))
            speak_plainly(field, f"Answer to question {one.number}")
            self.fields[f"answer_{one.number}"] = field

    @property
    def texts(self) -> dict[int, str]:
        """Give the answers by the number of the question."""
        return {number: self.cleaned_data[f"answer_{number}"] for number in self.numbers}


class StepsForm(VersionedForm):
    """Steps against unfair advantage: usual ones, and one in own words."""

    taken_on = GovDateField(label="Day on which they were taken")
    usual = forms.MultipleChoiceField(label="Steps", required=False)
    own = forms.CharField(label="Another step", max_length=300, required=False)
    field_order = ("usual", "own", "taken_on", "version")

    def __init__(self, *args: Any, usual: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(text, text) for text in usual]
        self.fields["usual"].choices = choices  # type: ignore[attr-defined]
        self.fields["usual"].widget = GovCheckboxes(choices=choices)
        if not choices:
            del self.fields["usual"]

    @property
    def steps(self) -> list[str]:
        """Give all steps."""
        return [*self.cleaned_data.get("usual", []), *filter(None, [self.cleaned_data["own"]])]


class FindingForm(VersionedForm):
    """Something learned."""

    text = _words("What was found", help_text="One thing. A later decision has to use it, or say why not.")
    about = forms.ChoiceField(label="What it bears on", choices=About.choices(), widget=GovRadios)


class AdvantageForm(VersionedForm):
    """Whether a supplier has an unfair advantage."""

    advantage = forms.ChoiceField(label="Unfair advantage", choices=Advantage.choices(), widget=GovRadios)
    note = _words("Which supplier, what its advantage is, and what is done about it", required=False)


class CiteForm(VersionedForm):
    """The decision in which a finding is used, or why it is not followed."""

    place = forms.ChoiceField(label="Where the decision is", widget=GovRadios)
    is_followed = forms.TypedChoiceField(
        label="Does the decision follow the finding",
        choices=[("yes", "Yes"), ("no", "No, and the decision says why")],
        coerce=lambda value: value == "yes",
        widget=GovRadios,
    )
    decision = _words("What was decided")

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {one.value: one for one in places}
        choices = [(one.value, f"{one.reference} {one.title}".strip()) for one in places]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        self.fields["place"].widget = GovRadios(choices=choices)


class CloseForm(VersionedForm):
    """Why nothing was found, where nothing was."""

    nothing_found = _words(
        "Why nothing was found", required=False, help_text="Only where there is no finding to record."
    )


class TransferForm(OffersPeople, VersionedReasonForm):
    """Who leads it from now on, and why."""

    to = PersonField(label="Who leads it")
    field_order = ("to", "reason")

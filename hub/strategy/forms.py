"""Cleaning of what people type about the strategy."""

from __future__ import annotations

import itertools
from typing import Any

from django import forms

from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, reason_field
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios, GovTextarea, PercentInput
from hub.strategy import rules
from hub.strategy.terms import LEVELS, ClauseKind, LinkSort, Outlook

LEVEL_CHOICES = [(name, name) for name in LEVELS]
BETWEEN = [(f"{low}/{high}", f"Between {low} and {high}") for low, high in itertools.pairwise(LEVELS)]


class BeginForm(GovForm):
    """When the shipped strategy was adopted."""

    adopted_on = GovDateField(label="Date of adoption")
    review_on = GovDateField(label="Date of the next review", required=False)
    minute = forms.CharField(
        label="Minute of the decision",
        max_length=250,
        required=False,
        help_text="Such as: Board, 22 March 2023, item 7",
    )


class ProposeForm(GovForm):
    """What the new version is called, and why it is wanted."""

    title = forms.CharField(label="Title", max_length=250, help_text="Such as Procurement strategy 2026 to 2028")
    reason = reason_field("Why a new version is wanted")


class RewordForm(GovForm):
    """One clause in new words."""

    number = forms.ChoiceField(label="Clause")
    title = forms.CharField(label="Heading", max_length=200, required=False)
    text = forms.CharField(label="Text", widget=GovTextarea(rows=6), required=False)
    reason = reason_field("Why it changes")

    def __init__(self, *args: Any, clauses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["number"]
        field.choices = clauses


class RetargetForm(GovForm):
    """The level that a row is to reach by a year."""

    row = forms.ChoiceField(label="Row")
    year = forms.IntegerField(label="By the end of", min_value=2020, max_value=2100)
    label = forms.ChoiceField(label="Level to reach", choices=[*LEVEL_CHOICES, *BETWEEN])
    reason = reason_field("Why it changes")

    def __init__(self, *args: Any, rows: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row"]
        field.choices = rows


class DeliverablesForm(GovForm):
    """What a row is to deliver by the end of a year."""

    row = forms.ChoiceField(label="Row")
    year = forms.IntegerField(label="By the end of", min_value=2020, max_value=2100)
    deliverables = forms.CharField(
        label="Deliverables",
        widget=GovTextarea(rows=8),
        required=False,
        help_text="One on each line. Each new one becomes an action when the version is adopted.",
    )
    reason = reason_field("Why it changes")

    def __init__(self, *args: Any, rows: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row"]
        field.choices = rows

    def clean_deliverables(self) -> list[str]:
        """Give one deliverable for each line."""
        return rules.deliverables_of(self.cleaned_data["deliverables"])


class NewClauseForm(GovForm):
    """A clause that the version before had not."""

    number = forms.CharField(label="Number", max_length=20, help_text="It gives the place, such as 2.3.5 or 2.4(f)")
    kind = forms.ChoiceField(label="What it does", choices=ClauseKind.choices(), widget=GovRadios)
    title = forms.CharField(label="Heading", max_length=200, required=False)
    text = forms.CharField(label="Text", widget=GovTextarea(rows=6), required=False)
    reason = reason_field("Why it is added")


class NamedClauseForm(GovForm):
    """One of some clauses, and why."""

    number = forms.ChoiceField(label="Clause")
    reason = reason_field()

    def __init__(self, *args: Any, clauses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["number"]
        field.choices = clauses


class NewRowForm(GovForm):
    """A row of the plan that the version before had not."""

    section = forms.ChoiceField(label="Section of the plan")
    area = forms.CharField(label="Area of improvement", max_length=200)
    state = forms.CharField(label="How it stands today", max_length=2000, required=False, widget=GovTextarea(rows=4))
    level = forms.ChoiceField(
        label="Level today", required=False, choices=[("", "No level stated"), *LEVEL_CHOICES, *BETWEEN]
    )
    capabilities = forms.MultipleChoiceField(
        label="Capabilities that serve it", required=False, widget=GovCheckboxes(small=True)
    )
    reason = reason_field("Why it is added")

    def __init__(
        self, *args: Any, sections: list[tuple[str, str]], served: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("section", sections), ("capabilities", served)):
            field: Any = self.fields[name]
            field.choices = choices


class RewordRowForm(GovForm):
    """A row of the plan in new words."""

    row = forms.ChoiceField(label="Row")
    area = forms.CharField(label="Area of improvement", max_length=200)
    state = forms.CharField(
        label="How it stood at adoption", max_length=2000, required=False, widget=GovTextarea(rows=4)
    )
    capabilities = forms.MultipleChoiceField(
        label="Capabilities that serve it", required=False, widget=GovCheckboxes(small=True)
    )
    reason = reason_field("Why it changes")

    def __init__(self, *args: Any, rows: list[tuple[str, str]], served: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("row", rows), ("capabilities", served)):
            field: Any = self.fields[name]
            field.choices = choices


class NamedRowForm(GovForm):
    """One of some rows of the plan, and why."""

    row = forms.ChoiceField(label="Row")
    reason = reason_field()

    def __init__(self, *args: Any, rows: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row"]
        field.choices = rows


class LinkClauseForm(GovForm):
    """A clause and what serves it."""

    number = forms.ChoiceField(label="Clause")
    sort = forms.ChoiceField(label="What serves it", choices=LinkSort.choices(), widget=GovRadios)
    target = forms.CharField(
        label="Its code, reference or address",
        max_length=250,
        help_text="Such as MC-1 for a capability, ACT-2026-0003 for an action, /contracts/CON-2026-0001/ for a record",
    )
    label = forms.CharField(
        label="What the record is called", max_length=250, required=False, help_text="For a record only"
    )
    reason = reason_field("Why it serves the clause")

    def __init__(self, *args: Any, clauses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["number"]
        field.choices = clauses


class UnlinkClauseForm(GovForm):
    """A link that no longer holds."""

    link = forms.TypedChoiceField(label="Link", coerce=int)
    reason = reason_field("Why it no longer serves the clause")

    def __init__(self, *args: Any, links: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["link"]
        field.choices = links


class AdoptForm(GovForm):
    """When it was adopted, by which decision, and when it is reviewed."""

    adopted_on = GovDateField(label="Date of adoption")
    minute = forms.CharField(label="Minute of the decision", max_length=250)
    review_on = GovDateField(label="Date of the next review", required=False)


class ActionForm(GovForm):
    """A new action of the plan."""

    row_code = forms.ChoiceField(label="Row of the plan")
    title = forms.CharField(label="What is to be done", max_length=300)
    year = forms.IntegerField(label="For the target of year", min_value=2020, max_value=2100, required=False)

    def __init__(self, *args: Any, rows: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row_code"]
        field.choices = rows


class CorrectActionForm(ActionForm, VersionedForm):
    """An action put right."""

    reason = reason_field("Why it is corrected")


class OwnerForm(OffersPeople, VersionedForm):
    """A form that names a person of the authority."""

    owner = PersonField(label="Owner")


class AssignForm(OwnerForm):
    """Who does it, and by when."""

    due_on = GovDateField(label="Due date")


class ReportForm(VersionedForm):
    """How far it is."""

    progress = forms.IntegerField(label="Progress, per cent", widget=PercentInput())
    note = forms.CharField(label="Note", max_length=2000, required=False, widget=GovTextarea(rows=3))


class FinishForm(VersionedForm):
    """When it was done and what came of it."""

    done_on = GovDateField(label="Date it was done")
    result = forms.CharField(label="What came of it", max_length=2000, widget=GovTextarea(rows=3))


class DependencyForm(GovForm):
    """Something that delivery depends on."""

    section = forms.ChoiceField(label="Section of the plan")
    text = forms.CharField(label="What delivery depends on", max_length=1000, widget=GovTextarea(rows=3))

    def __init__(self, *args: Any, sections: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["section"]
        field.choices = sections


class CorrectDependencyForm(DependencyForm, VersionedForm):
    """A dependency put right."""

    reason = reason_field("Why it is corrected")


class AssessForm(OwnerForm):
    """How it looks, who sees to it, and when somebody looks again."""

    outlook = forms.ChoiceField(label="How it looks", choices=Outlook.choices(), widget=GovRadios)
    review_on = GovDateField(label="Look again on", required=False)
    note = forms.CharField(label="What was found", max_length=2000, widget=GovTextarea(rows=3))
    field_order = ("version", "outlook", "owner", "review_on", "note")

    def clean_outlook(self) -> Outlook:
        """Give the word of the enumeration."""
        return Outlook(self.cleaned_data["outlook"])


class SaysForm(GovForm):
    """What a recommendation says, and which review made it."""

    title = forms.CharField(label="Recommendation", max_length=250)
    text = forms.CharField(label="More about it", max_length=2000, required=False, widget=GovTextarea(rows=3))
    review = forms.CharField(label="Review that made it", max_length=250)
    made_on = GovDateField(label="Date of the review", required=False)


class CorrectRecommendationForm(SaysForm, VersionedForm):
    """A recommendation put right."""

    reason = reason_field("Why it is corrected")


class RecommendationForm(SaysForm):
    """What a review recommended."""

    row_codes = forms.MultipleChoiceField(
        label="Rows of the plan that answer it", required=False, widget=GovCheckboxes(small=True)
    )

    def __init__(self, *args: Any, rows: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row_codes"]
        field.choices = rows


class LinkForm(VersionedForm):
    """Which rows and actions answer a recommendation."""

    row_codes = forms.MultipleChoiceField(label="Rows of the plan", required=False, widget=GovCheckboxes(small=True))
    actions: Any = forms.ModelMultipleChoiceField(
        label="Actions", queryset=None, required=False, widget=GovCheckboxes(small=True)
    )

    def __init__(self, *args: Any, rows: list[tuple[str, str]], found: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes: Any = self.fields["row_codes"]
        codes.choices = rows
        chooser: Any = self.fields["actions"]
        chooser.queryset = found
        chooser.label_from_instance = lambda action: f"{action.row_code}: {action.title}"


class CloseForm(VersionedForm):
    """When a recommendation was answered, and how."""

    closed_on = GovDateField(label="Date it was closed")
    outcome = forms.CharField(label="How it was answered", max_length=2000, widget=GovTextarea(rows=3))

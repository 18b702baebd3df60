"""Forms for the people of a case, what they declare and what is decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from hub.platform.govuk.acting import VersionedForm, reason_field
from hub.platform.govuk.asking import RowsForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.widgets import GovRadios, GovTextarea
from hub.procurement.services import PartTerms
from hub.procurement.terms import WANTED_ROLES, InterestKind, InterestOutcome, TeamRole


class TeamForm(RowsForm):
    """Who takes part in which role."""

    row_noun = "Member"

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        self.people = {str(person.pk): person for person in people}
        super().__init__(*args, **kwargs)

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one member."""
        named = [(key, person.name) for key, person in self.people.items()]
        return {
            "person": forms.ChoiceField(label="Person", choices=[("", "Choose a person"), *named], required=False),
            "role": forms.ChoiceField(
                label="Role", choices=[("", "Choose a role"), *TeamRole.choices()], required=False
            ),
        }

    def is_filled(self, row: Mapping[str, Any]) -> bool:
        """Pass over a role of the usual team that stands there with nobody chosen yet."""
        return bool(row["person"]) or (bool(row["role"]) and row["role"] not in WANTED_ROLES)

    def clean(self) -> dict[str, Any]:
        """Give the parts; each has a person and a role, and at least one is named."""
        cleaned = super().clean() or self.cleaned_data
        parts = []
        for row in self.row_values():
            if not row["person"]:
                self.add_error(self.field_name(row["key"], "person"), "Select the person")
            if not row["role"]:
                self.add_error(self.field_name(row["key"], "role"), "Select the role")
            if row["person"] and row["role"]:
                parts.append(PartTerms(self.people[row["person"]], row["role"]))
        if not parts and not self.errors:
            self.add_error(self.field_name(self.keys[0], "person"), "Select at least one person")
        return {**cleaned, "parts": parts}


class DeclareForm(VersionedForm):
    """An interest, or none."""

    interest_kind = forms.ChoiceField(
        label="Do you have an interest in this procurement?", choices=InterestKind.choices(), widget=GovRadios,
        help_text="Personal, professional or financial, of your own or of those close to you, direct or indirect",
    )  # fmt: skip
    about = forms.CharField(
        label="What it is, and with whom", max_length=2000, widget=GovTextarea(rows=4), required=False,
        help_text="Only procurement, legal and you read this",
    )  # fmt: skip


class DecideInterestForm(VersionedForm):
    """What is decided about a declared interest."""

    def __init__(self, *args: Any, interests: Any, **kwargs: Any) -> None:
        """Offer the interests that wait.

        :param interests: declarations with their persons.
        """
        super().__init__(*args, **kwargs)
        self.interests = {str(row.pk): row for row in interests}
        named = [
            (key, f"{row.person.name}: {row.get_interest_kind_display().lower()}")
            for key, row in self.interests.items()
        ]
        outcomes = [pair for pair in InterestOutcome.choices() if pair[0] != InterestOutcome.WAITING]
        self.fields["interest"] = forms.ChoiceField(
            label="Declaration", choices=named,
            widget=GovRadios(choices=named, hints={key: row.about for key, row in self.interests.items()}),
        )  # fmt: skip
        self.fields["outcome"] = forms.ChoiceField(label="Decision", choices=outcomes, widget=GovRadios)
        self.fields["steps"] = forms.CharField(
            label="Steps taken", max_length=2000, widget=GovTextarea(rows=3), required=False
        )

    def clean_interest(self) -> Any:
        """Give the declaration itself."""
        return self.interests[self.cleaned_data["interest"]]


class ConflictsForm(VersionedForm):
    """The conflicts assessment, or its next review."""

    conflicts = forms.CharField(
        label="Conflicts and potential conflicts of interest", max_length=8000, widget=GovTextarea(rows=5),
        help_text="Those declared, and others that were identified. Write “None identified” if so",
    )  # fmt: skip
    steps = forms.CharField(
        label="Steps taken or to be taken", max_length=8000, widget=GovTextarea(rows=5),
        help_text="So that no supplier has an unfair advantage or disadvantage",
    )  # fmt: skip
    perceived = forms.CharField(
        label="What a reasonable person might wrongly take for a conflict, and the steps to show that it is none",
        max_length=8000, widget=GovTextarea(rows=3), required=False,
    )  # fmt: skip
    review_on = GovDateField(label="Look again by", required=False)


class PartnersForm(RowsForm):
    """The partner authorities that take part; no row is none."""

    row_noun = "Partner authority"

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, authorities: Any, **kwargs: Any) -> None:
        self.authorities = {str(each.pk): each for each in authorities}
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field("Why")

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one partner."""
        named = [("", "Choose an authority"), *((key, each.name) for key, each in self.authorities.items())]
        return {
            "partner": forms.ChoiceField(label="Authority", choices=named, required=False),
            "note": forms.CharField(label="What it takes part in", max_length=250, required=False),
        }

    def clean(self) -> dict[str, Any]:
        """Give the partners."""
        cleaned = super().clean() or self.cleaned_data
        found = []
        for row in self.row_values():
            if not row["partner"]:
                self.add_error(self.field_name(row["key"], "partner"), "Select authority")
            else:
                found.append((self.authorities[row["partner"]], row["note"] or ""))
        return {**cleaned, "partners": found}

"""What people type about documents."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.platform.documents.terms import Audience
from hub.platform.documents.types import taken_words
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios

REASON = "Enter the reason, so that others understand it later"


READERS = "only leads, legal, audit, data protection and the people who answer for this record read it"
USUAL, YES, NO = "usual", "yes", "no"


class AudienceFields(forms.Form):
    """Who may read it."""

    audience = forms.ChoiceField(
        label="Who may read it",
        choices=Audience.choices(),
        widget=forms.RadioSelect,
        initial=Audience.INTERNAL,
        error_messages={"required": "Choose who may read it"},
    )


class FileField(forms.FileField):
    """A file of a sort that we take; the service checks its bytes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="File",
            help_text=f"{taken_words().capitalize()}. At most 500 MB.",
            error_messages={"required": "Choose a file", "empty": "This file is empty. Choose the file again."},
            **kwargs,
        )


class AddForm(AudienceFields):
    """A new document."""

    # Not a box to tick: what is forgotten must fall on the safe side, also without a script that looks at the kind.
    confidential = forms.ChoiceField(label="Is it confidential?", widget=GovRadios, initial=USUAL, required=False)
    file = FileField()
    title = forms.CharField(
        label="Title",
        max_length=200,
        required=False,
        help_text="Leave this empty to use the name of the file.",
    )
    paper_kind = forms.ChoiceField(label="What it is", error_messages={"required": "Choose what it is"})
    retention = forms.ChoiceField(label="How long it is kept", required=False)
    field_order = ("file", "title", "paper_kind", "confidential", "audience", "retention")

    def __init__(self, *args: Any, kinds: Any, retentions: Any, usual: str, **kwargs: Any) -> None:
        """Offer what fits the record.

        :param usual: which papers of it are confidential, in words.
        """
        super().__init__(*args, **kwargs)
        choices = [
            (USUAL, f"As usual: {usual}"),
            (YES, f"Yes: {READERS}"),
            (NO, "No: every officer of the authority reads it"),
        ]
        self.fields["confidential"].choices = choices  # type: ignore[attr-defined]
        self.fields["paper_kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["retention"].choices = [("", "As usual for its record"), *retentions]  # type: ignore[attr-defined]

    @property
    def is_confidential(self) -> bool | None:
        """Give the answer; None when the record decides."""
        return {YES: True, NO: False}.get(self.cleaned_data["confidential"])


class VersionForm(forms.Form):
    """A new version."""

    file = FileField()


class ReasonForm(forms.Form):
    """A reason and nothing else."""

    reason = forms.CharField(
        label="Reason", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": REASON}
    )


class CorrectForm(ReasonForm):
    """What it is called and what it is, and why that changes."""

    title = forms.CharField(label="Title", max_length=200, error_messages={"required": "Enter the title"})
    paper_kind = forms.ChoiceField(label="What it is", error_messages={"required": "Choose what it is"})
    field_order = ("title", "paper_kind", "reason")

    def __init__(self, *args: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper_kind"].choices = kinds  # type: ignore[attr-defined]


class AudienceForm(AudienceFields, ReasonForm):
    """Who may read it from now on, and why."""

    is_confidential = forms.BooleanField(label=f"Confidential: {READERS}", required=False)
    field_order = ("audience", "is_confidential", "reason")


class RetentionForm(ReasonForm):
    """How long it is kept from now on, and why."""

    retention = forms.ChoiceField(
        label="How long it is kept", error_messages={"required": "Choose how long it is kept"}
    )
    field_order = ("retention", "reason")

    def __init__(self, *args: Any, retentions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["retention"].choices = retentions  # type: ignore[attr-defined]


class ProposeForm(forms.Form):
    """Which of the papers that are due go onto a list, and a word to whoever decides."""

    papers = forms.MultipleChoiceField(
        label="Papers to dispose of",
        widget=GovCheckboxes,
        error_messages={
            "required": "Choose at least one paper",
            "invalid_choice": "A paper that you chose is not due any more. Look at the list again",
        },
    )
    note = forms.CharField(
        label="A note to the person who decides",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, due: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].choices = [(str(document.pk), title) for document, title, _ in due]  # type: ignore[attr-defined]
        self.fields["papers"].widget.hints = {str(document.pk): hint for document, _, hint in due}  # type: ignore[attr-defined]


class ApproveForm(forms.Form):
    """A word that stays with the decision."""

    note = forms.CharField(label="Note", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

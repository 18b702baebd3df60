"""The sheet of a risk screen: a question, its answer and a note for each, and who reviews it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import speak_plainly
from hub.platform.govuk.widgets import GovRadios, GovTextarea
from hub.risk.selectors import Sheet
from hub.risk.terms import Answer

LONGEST = 1000


def name_of(code: str) -> str:
    """Give the name of a question's field; a point stands for a part of a form."""
    return code.replace(".", "-")


class ScreenForm(OffersPeople, VersionedForm):
    """The questions of one topic on one day."""

    template_name = "risk/_sheet.html"

    reviewer = PersonField(
        label="Who reviews it",
        help_text="Somebody other than you: the lead, legal, finance or data protection.",
    )

    def __init__(self, *args: Any, sheet: Sheet, people: Any, **kwargs: Any) -> None:
        self.sheet = sheet
        super().__init__(*args, people=people, **kwargs)
        for each in sheet.questions:
            choice = forms.ChoiceField(
                label=each.text,
                help_text=each.help,
                choices=Answer.choices(),
                widget=GovRadios(inline=True, small=True),
            )
            choice.error_messages["required"] = f"Answer the question: {each.text}"
            note = forms.CharField(label="Note", required=False, max_length=LONGEST)
            self.fields[f"answer_{name_of(each.code)}"] = choice
            self.fields[f"note_{name_of(each.code)}"] = note
            speak_plainly(note, "Note")

    def pairs(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Give each question with its note."""
        for each in self.sheet.questions:
            yield self[f"answer_{name_of(each.code)}"], self[f"note_{name_of(each.code)}"]

    @property
    def answers(self) -> dict[str, str]:
        """Give the answers by the code of the question."""
        return {each.code: self.cleaned_data[f"answer_{name_of(each.code)}"] for each in self.sheet.questions}

    @property
    def notes(self) -> dict[str, str]:
        """Give the notes by the code of the question."""
        return {each.code: self.cleaned_data[f"note_{name_of(each.code)}"] for each in self.sheet.questions}


class ReviewForm(VersionedForm):
    """What a look at the screen came to."""

    comment = forms.CharField(
        label="What the review came to",
        help_text="For a high risk, say what is done about it.",
        required=False,
        max_length=2000,
        widget=GovTextarea(rows=4),
    )


class MeetForm(VersionedForm):
    """What came of something that the screen asked for."""

    done_on = GovDateField(label="Day on which it was done")
    result = forms.CharField(
        label="What came of it",
        help_text="For an assessment, where it is kept and what it found.",
        max_length=2000,
        widget=GovTextarea(rows=4),
    )

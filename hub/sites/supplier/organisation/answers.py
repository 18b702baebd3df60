"""Answers and papers that are given once and used in many bids."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.organisation.portal import profile
from hub.organisation.services import Said
from hub.organisation.terms import BY_KEY, YES_OR_NO, Kind, Question
from hub.platform.act_table import Stale
from hub.platform.documents.services import Upload
from hub.platform.documents.types import taken_words
from hub.platform.govuk.acting import NothingForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm, speak_plainly
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovRadios, GovTextarea
from hub.platform.ui.parts import Row
from hub.platform.ui.templatetags.ui import date_long, money
from hub.sites.supplier.organisation.base import OnOrganisation, OrganisationForm

LONGEST = 4000
BACK = ("/organisation/answers/", "Answers")
MEANWHILE = (
    "A colleague answered while you were writing. Theirs is shown above and what you typed is kept below. Save again "
    "to put yours in its place, or go back to leave theirs."
)


class AnswersView(OnOrganisation):
    """Every standard question, with how its answer stands."""

    template_name = "supplier/organisation/answers.html"
    title = "Answers"

    def context(self) -> dict[str, Any]:
        """Add the questions by section."""
        sections = profile.profile(self.actor, self.mine.party, at=self.at)
        lines = [line for _, each in sections for line in each]
        return {
            **super().context(), "sections": sections, "answered": sum(bool(line.answer) for line in lines),
            "total": len(lines),
        }  # fmt: skip


class AnswerForm(GovForm):
    """One answer, with the fields that its question has."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, question: Question, has_file: bool, **kwargs: Any) -> None:
        """Take the fields from the question."""
        super().__init__(*args, **kwargs)
        self.question = question
        label = "Say more" if question.kind != Kind.TEXT else "Your answer"
        if question.kind == Kind.YES_NO:
            yes_no = forms.ChoiceField(label="Your answer", choices=YES_OR_NO, widget=GovRadios(inline=True))
            self._add("choice", yes_no)
        if question.kind == Kind.COVER:
            self._add("cover", MoneyField(label="Cover for each claim", min_value=0, max_digits=14))
        words = GovTextarea(rows=6 if question.kind == Kind.TEXT else 3, characters=LONGEST)
        text = forms.CharField(label=label, max_length=LONGEST, required=question.kind == Kind.TEXT, widget=words)
        self._add("text", text)
        if question.ends or question.takes_file:
            hint = "" if question.ends else "If the paper has an end date. Without one we ask you again in a year."
            self._add("ends_on", GovDateField(label="Holds until", required=question.ends, help_text=hint))
        if question.takes_file:
            hint = f"Send {taken_words()}. At most 25 MB."
            self._add("file", forms.FileField(label="The paper", required=False, help_text=hint))
        if has_file:
            self._add("drops_file", forms.BooleanField(label="Take off the paper that is there now", required=False))

    def _add(self, name: str, field: forms.Field) -> None:
        speak_plainly(field, str(field.label))
        self.fields[name] = field

    @property
    def said(self) -> Said:
        """Give what was answered."""
        cleaned = self.cleaned_data
        file = cleaned.get("file")
        return Said(
            choice=cleaned.get("choice", ""), cover=cleaned.get("cover"), text=cleaned.get("text", ""),
            ends_on=cleaned.get("ends_on"), upload=Upload(file.name, file) if file else None,
            drops_file=bool(cleaned.get("drops_file")),
        )  # fmt: skip


def plain(cover: Decimal | None) -> str:
    """Write an amount as people type it: pence only where there are some."""
    if cover is None:
        return ""
    return f"{cover:.0f}" if cover == cover.to_integral_value() else f"{cover:.2f}"


def rows(answer: profile.ProfileAnswer) -> list[Row]:
    """Give an answer as lines."""
    choice = dict(YES_OR_NO).get(answer.choice, "")
    found = [Row("Answer", choice)] if choice else []
    found += [Row("Cover for each claim", money(answer.cover))] if answer.cover is not None else []
    found += [Row("In words" if found else "Answer", answer.text)] if answer.text else []
    found += [Row("Holds until", date_long(answer.ends_on))] if answer.ends_on else []
    if answer.file:
        found.append(Row("Paper", answer.file.name, href="" if answer.file.is_infected else answer.file.href))
        found.append(Row("Check for viruses", answer.file.scan))
    return [*found, Row("Given", f"{date_long(answer.given_on)}, by {answer.given_by}")]


class OnQuestion(OrganisationForm):
    """A page about one standard question."""

    back = BACK
    question: Question

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a question that there is not."""
        if kwargs["key"] not in BY_KEY:
            raise Http404
        self.question = BY_KEY[kwargs["key"]]
        return super().dispatch(request, *args, **kwargs)

    def versions(self) -> list[profile.ProfileAnswer]:
        """Give its versions, newest first."""
        return profile.versions(self.actor, self.mine.party, self.question.key, at=self.at)

    def latest(self) -> profile.ProfileAnswer | None:
        """Give the answer that stands, if one does."""
        found = next(iter(self.versions()), None)
        return None if found is None or found.is_out else found


class AnswerView(OnQuestion):
    """Answer a question, or give a new version of its answer."""

    act = profile.ANSWER
    for_writers = True
    form_class: ClassVar[Any] = AnswerForm
    template_name = "supplier/organisation/answer.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the question."""
        found = self.latest()
        known = {"question": self.question, "has_file": bool(found and found.file)}
        return {**super().form_arguments(), **known}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the answer that stands."""
        versions = self.versions()
        seen = {"seen": versions[0].number if versions else 0}
        found = self.latest()
        if found is None:
            return seen
        ends_on = found.ends_on if self.question.ends else None
        return {**seen, "choice": found.choice, "cover": plain(found.cover), "text": found.text, "ends_on": ends_on}

    def context(self) -> dict[str, Any]:
        """Add the question and the answer that stands."""
        found = self.latest()
        return {
            **super().context(), "title": self.question.label, "question": self.question, "answer": found,
            "rows": rows(found) if found else [],
        }  # fmt: skip

    def perform(self, form: forms.Form) -> profile.ProfileAnswer:
        """Keep it."""
        assert isinstance(form, AnswerForm)
        seen = form.cleaned_data["seen"]
        return profile.answer(self.actor, self.mine.party, self.question.key, form.said, at=self.at, seen=seen)

    def on_conflict(self, form: forms.Form, conflict: Stale) -> HttpResponse:
        """Show what the colleague answered, and keep what was typed, ready to be saved over it."""
        data = self.request.POST.copy()
        data["seen"] = str(self.versions()[0].number)
        again = self.form(data, self.request.FILES)
        again.is_valid()
        again.add_error(None, MEANWHILE)
        return self.page(form=again, status=409, refused=conflict)

    def done_sentence(self, result: profile.ProfileAnswer) -> str:
        """Say until when it is good."""
        return f"Saved: {result.question.label}. It holds until {date_long(result.ends_on)}."


class RetireView(OnQuestion):
    """Take an answer out of the profile."""

    act = profile.RETIRE
    for_writers = True
    form_class: ClassVar[Any] = NothingForm
    is_drafted = False
    done = "It is out of your profile. Bids that used it keep it."

    def context(self) -> dict[str, Any]:
        """Say what happens."""
        intro = f"{self.question.label}: the answer leaves your profile. Bids that used it keep it."
        return {**super().context(), "intro": intro}

    def perform(self, form: forms.Form) -> None:
        """Take it out."""
        profile.retire(self.actor, self.mine.party, self.question.key, at=self.at)


class VersionsView(OnOrganisation):
    """Every version of one answer."""

    template_name = "supplier/organisation/versions.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a question that there is not."""
        if kwargs["key"] not in BY_KEY:
            raise Http404
        self.question = BY_KEY[kwargs["key"]]
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add them."""
        found = profile.versions(self.actor, self.mine.party, self.question.key, at=self.at)
        title = f"{self.question.label}: every version"
        return {**super().context(), "title": title, "versions": [(one, rows(one)) for one in found]}

"""Pages of risk screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.platform.clock import london
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import holders_of
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import ActView, FormPage, OnRecord, RecordView, VersionedAct
from hub.platform.words import date_long
from hub.risk import acts, forms, selectors, services, subjects
from hub.risk.models import Screen
from hub.risk.register import ScreenRegister
from hub.risk.rules import Question, counts
from hub.risk.terms import Answer, Topic


class ScreenRegisterView(RegisterView):
    """The risk screens."""

    register = ScreenRegister
    reads = OFFICERS
    menu = "procure"


class ScreenView(RecordView):
    """One screen: its level and why, the answers, what it asks for, and how its review stands."""

    reads = OFFICERS
    menu = "procure"
    find = selectors.screen
    template_name = "risk/screen.html"

    def context(self) -> dict[str, Any]:
        """Add facts, answers, what is asked for and history."""
        one: Screen = self.record
        sheet = selectors.sheet(one.topic, on=one.questions_on, authority=one.authority)
        return {
            **super().context(),
            "rows": facts(one),
            "answers": answers_of(one, sheet.questions),
            "asks": selectors.asks_of(one),
            "days": days_of(one, self.actor),
        }


def facts(one: Screen) -> list[Row]:
    """Give what is known of a screen."""
    reviewed = f"{date_long(one.reviewed_on)}, {one.reviewer.name}" if one.reviewed_on else ""
    waits = f"Waits for {one.reviewer.name}, by {date_long(one.review_by)}"
    again = [Row("Why it must be done again", one.outdated_why)] if one.outdated_why else []
    said = [Row("What the review came to", one.comment)] if one.comment else []
    return [
        Row("About", f"{one.subject_reference} {one.subject_title}", href=one.subject_page),
        Row("Answered", f"{date_long(one.screened_on)}, {one.screened_by.name}"),
        Row("Reviewed", reviewed, empty=waits),
        *said,
        Row("To be done again", date_long(one.again_on) if one.again_on else ""),
        *again,
    ]


def answers_of(one: Screen, questions: list[Question]) -> list[dict[str, Any]]:
    """Give the answers in the order of the questions, and whether each counts."""
    rows = []
    for each in questions:
        given = one.answers.get(each.code)
        if given is not None:
            answer = Answer(given)
            row = {"text": each.text, "answer": answer.label, "counts": counts(each, answer)}
            rows.append({**row, "note": one.notes.get(each.code, "")})
    return rows


class SheetView(FormPage, OnRecord):
    """Answer the screen of a procurement or a contract on one topic, for the first time or again."""

    act = acts.SCREEN
    menu = "procure"
    template_name = "risk/answer.html"
    form_class: ClassVar[Any] = forms.ScreenForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the record by the sort and the reference that its address names."""
        super(OnRecord, self).setup(request, *args, **kwargs)
        known = subjects.of_word(kwargs["word"])
        actor = getattr(request, "actor", None)
        self.record = known.find(actor, kwargs["reference"]) if known and actor else None
        self.topic = str(kwargs["topic"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a topic that there is not, and for a record that others only share."""
        if self.topic not in set(Topic):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def on(self) -> date:
        """Give the day of the request."""
        return london(self.at).date()

    @property
    def known(self) -> Screen | None:
        """Give the screen as it stands, if it was answered before."""
        return selectors.screen_of(self.record, self.topic)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form its questions, who may review, and what was answered before."""
        authority = self.record.authority
        return {
            **super().form_arguments(),
            "sheet": selectors.sheet(self.topic, on=self.on, authority=authority),
            "people": holders_of(acts.REVIEWERS, authority, self.on).exclude(pk=self.actor.person_id),
        }

    def get_initial(self) -> dict[str, Any]:
        """Fill in what was answered before."""
        known = self.known
        if known is None:
            return {}
        answers = {f"answer_{forms.name_of(code)}": value for code, value in known.answers.items()}
        notes = {f"note_{forms.name_of(code)}": text for code, text in known.notes.items()}
        return {**answers, **notes, "reviewer": known.reviewer, "version": known.version}

    def context(self) -> dict[str, Any]:
        """Add which topic it is."""
        topic = Topic(self.topic)
        return {**super().context(), "title": f"{topic.label}: risk screen", "topic": topic}

    def perform(self, form: django_forms.Form) -> Screen:
        """Answer it."""
        assert isinstance(form, forms.ScreenForm)
        return services.answer(
            self.record,
            topic=self.topic,
            answers=form.answers,
            notes=form.notes,
            reviewer=form.cleaned_data["reviewer"],
            version=form.cleaned_data["version"],
            by=self.actor,
            at=self.at,
        )

    def done_sentence(self, result: Screen) -> str:
        """Say what it came to and who looks at it."""
        return f"The screen found: {result.get_level_display().lower()}. {result.reviewer.name} reviews it."


class AgainView(SheetView):
    """Answer a screen again from its own page."""

    act = acts.SCREEN_AGAIN

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the record that the screen is about."""
        actor = getattr(request, "actor", None)
        one = selectors.screen(actor, kwargs["reference"]) if actor else None
        named: Mapping[str, Any] = {"word": "", "reference": "", "topic": ""}
        if one is not None and (known := subjects.of_kind(one.subject_kind)) is not None:
            address = one.subject_page.rstrip("/").rsplit("/", 1)[1]
            named = {"word": known.word, "reference": address, "topic": one.topic}
        super().setup(request, **named)


class ReviewView(VersionedAct):
    """Review a screen."""

    act = acts.REVIEW
    menu = "procure"
    find = selectors.screen
    service: ClassVar[Any] = staticmethod(services.review)
    form_class = forms.ReviewForm


class NameForm(OffersPeople, VersionedReasonForm):
    """Who reviews it, and why somebody else."""

    reviewer = PersonField(label="Reviewer")
    field_order = ("reviewer", "reason")


class NameView(VersionedAct):
    """Name somebody else to review a screen."""

    act = acts.NAME
    menu = "procure"
    find = selectors.screen
    service: ClassVar[Any] = staticmethod(services.name_reviewer)
    form_class = NameForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form those who may review it."""
        people = holders_of(acts.REVIEWERS, self.record.authority, london(self.at).date())
        return {**super().form_arguments(), "people": people.exclude(pk=self.record.screened_by_id)}


class MeetView(ActView):
    """Record that something which the screen asks for is done."""

    act = acts.MEET
    menu = "procure"
    find = selectors.screen
    form_class = forms.MeetForm
    template_name = "risk/meet.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for what the screen does not ask."""
        self.ask = selectors.ask(self.record, kwargs["number"]) if self.record is not None else None
        if self.ask is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add what was asked for."""
        return {**super().context(), "ask": self.ask}

    def get_initial(self) -> dict[str, Any]:
        """Fill in what is recorded."""
        assert self.ask is not None
        return {"version": self.record.version, "done_on": self.ask.done_on, "result": self.ask.result}

    def perform(self, form: django_forms.Form) -> Screen:
        """Record it."""
        assert self.ask is not None
        return services.meet(self.record, ask=self.ask, by=self.actor, at=self.at, **form.cleaned_data)

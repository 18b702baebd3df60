"""Pages of the law desk for staff: the questions, filing an answer, and the changes of law."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.lawdesk import acts, filing, forms, picking, selectors, services
from hub.lawdesk.answering import Asked
from hub.lawdesk.models import LawChange
from hub.lawdesk.pages import DeskPage, QuestionPage, about
from hub.lawdesk.register import LawChangeRegister
from hub.platform.actors import NOBODY
from hub.platform.clock import london
from hub.platform.documents import acts as paper_acts
from hub.platform.documents.models import Document
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, VersionedReasonForm
from hub.platform.govuk.widgets import GovTextarea
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import holders_of
from hub.platform.reference.showing import Line
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import FormPage, PageView, RecordView, VersionedAct
from hub.platform.words import date_long


class DeskView(DeskPage, PageView):
    """The questions of the law desk."""

    reads = OFFICERS
    menu = "library"


class AtHome:
    """Questions of staff are answered with the settings of the authority for which they work."""

    request: HttpRequest

    @property
    def whose(self) -> int | None:
        """Give the authority of whoever asks."""
        return getattr(self.request, "actor", NOBODY).home_id


class QuestionView(AtHome, QuestionPage, PageView):
    """One question of the law desk."""

    reads = OFFICERS
    menu = "library"
    files_answers = True
    shows_tables = True


class SaveView(AtHome, QuestionPage, FormPage):
    """File the answer under a record, as a document."""

    act = paper_acts.ADD
    menu = "library"
    form_class = forms.FileForm
    template_name = "lawdesk/save.html"
    title = "Save this answer to a record"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form, where there is an answer to file."""
        return self.no_answer() or FormPage.get(self, request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """File it."""
        return self.no_answer() or FormPage.post(self, request, *args, **kwargs)

    def no_answer(self) -> HttpResponseBase | None:
        """Send back to the question when its facts give no answer."""
        if self.outcome[1] is not None:
            return None
        return HttpResponseRedirect(f"/law/{self.rule.name}/?{self.request.GET.urlencode()}")

    @property
    def asked(self) -> Asked:
        """Give the answer."""
        found = self.outcome[1]
        assert found is not None  # get and post send on where there is none
        return found

    def form_arguments(self) -> dict[str, Any]:
        """Let the form find records, beginning with the one that the desk was opened from."""
        find = picking.records(self.actor)
        begin = next(iter(find(about(self.request.GET))), None) if about(self.request.GET) else None
        return {"find": find, "begin": begin, "initial": {"title": filing.title_of(self.asked)}}

    def context(self) -> dict[str, Any]:
        """Add the answer and the way back to it."""
        back = f"/law/{self.rule.name}/?{self.request.GET.urlencode()}"
        return {**super().context(), "title": self.title, "asked": self.asked, "back": back}

    def perform(self, form: django_forms.Form) -> Document:
        """File the answer."""
        address = self.request.build_absolute_uri(f"/law/{self.rule.name}/?{self.request.GET.urlencode()}")
        return services.file_answer(
            form.cleaned_data["record"],
            title=form.cleaned_data["title"],
            name=filing.name_of(self.asked),
            text=filing.text_of(self.asked, by=self.actor.name, address=address),
            by=self.actor,
            at=self.at,
        )

    def done_sentence(self, result: Document) -> str:
        """Say where it is."""
        return f"The answer is filed under {result.subject}."


class LawChangeRegisterView(RegisterView):
    """The changes of law."""

    register = LawChangeRegister
    reads = OFFICERS
    menu = "library"


class LawChangeView(RecordView):
    """One change of law: what changed, what it touches, and how its review stands."""

    reads = OFFICERS
    menu = "library"
    find = selectors.change
    template_name = "lawdesk/change.html"

    def context(self) -> dict[str, Any]:
        """Add the rows before and after, the touched records and the history."""
        change: LawChange = self.record
        on = london(self.at).date()
        before = selectors.rows_before(change)
        rows = [(Line(row, None, on), before.get(row.code)) for row in selectors.rows_of(change)]
        return {
            **super().context(),
            "facts": facts(change),
            "changed": [(line, Line(old, change.first_day, on) if old else None) for line, old in rows],
            "touched": selectors.touched(change, self.actor, on=on, page=self.request.GET.get("page", "")),
            "days": days_of(change, self.actor),
            "is_late": change.is_unreviewed and change.review_by < on,
        }


def facts(change: LawChange) -> list[Row]:
    """Give what is known of a change of law."""
    outcome = [Row("What the review came to", change.outcome)] if change.outcome else []
    return [
        Row("Table", change.table_title, href=f"/settings/reference/{change.table}/"),
        Row("Holds from", date_long(change.first_day)),
        Row("What changes, and why", change.reason),
        Row("Source", change.source),
        Row("Entered", date_long(change.opened_on)),
        Row("Review by", date_long(change.review_by)),
        Row("Reviewer", change.reviewer.name if change.reviewer else "", empty="Nobody yet: legal or the lead"),
        *outcome,
    ]


class OutcomeForm(VersionedForm):
    """What a review came to."""

    outcome = django_forms.CharField(
        label="What the review came to",
        help_text="What was changed because of it, or why nothing needs to change.",
        max_length=2000,
        widget=GovTextarea(rows=4),
        error_messages={"required": "Enter what the review came to"},
    )


class ChangeAct(VersionedAct):
    """An act on a change of law."""

    find = selectors.change
    menu = "library"
    form_class: ClassVar[Any] = VersionedForm


class ReviewView(ChangeAct):
    """Take up the review."""

    act = acts.REVIEW
    service = staticmethod(services.review)


class AssignForm(OffersPeople, VersionedReasonForm):
    """Who reviews it, and why."""

    reviewer = PersonField(label="Reviewer")
    field_order = ("reviewer", "reason")


class AssignView(ChangeAct):
    """Give the review to somebody."""

    act = acts.ASSIGN
    service: ClassVar[Any] = staticmethod(services.assign)
    form_class = AssignForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form those who may close the review."""
        people = holders_of(acts.REVIEWERS, self.record.authority, london(self.at).date())
        return {**super().form_arguments(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        """Fill in who has it."""
        return {**super().get_initial(), "reviewer": self.record.reviewer}


class CloseView(ChangeAct):
    """Close the review."""

    act = acts.CLOSE
    service: ClassVar[Any] = staticmethod(services.close)
    form_class = OutcomeForm

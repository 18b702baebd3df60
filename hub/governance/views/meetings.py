"""Pages of meetings."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.governance import acts, selectors, services, writing
from hub.governance.forms import bodies as forms
from hub.governance.forms.agenda import PutForm
from hub.governance.models import Meeting
from hub.governance.picking import finder
from hub.governance.register import MeetingRegister
from hub.governance.showing import meeting_facts, meeting_tag, seats_in_words, sitting
from hub.governance.terms import MeetingState
from hub.governance.views.bodies import MENU
from hub.platform.clock import london
from hub.platform.govuk.acting import VersionedForm, VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.papers.drawing import DOCX, PDF, parts, to_docx, to_pdf
from hub.platform.papers.paper import Paper, without_exempt
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.views import CreateView, OnRecord, PageView, RecordView, VersionedAct

DRAWN: dict[str, Any] = {"pdf": (to_pdf, PDF), "docx": (to_docx, DOCX)}


class MeetingRegisterView(RegisterView):
    """The meetings."""

    register = MeetingRegister
    reads = OFFICERS
    menu = MENU


class CalendarView(PageView):
    """A year of meetings by month, with the days on which papers are due and the recesses."""

    reads = OFFICERS
    menu = MENU
    title = "Year of meetings"
    template_name = "governance/calendar.html"

    def context(self) -> dict[str, Any]:
        """Add the months."""
        return {**super().context(), "months": writing.year_of(self.actor, on=london(self.at).date())}


class CalendarFile(PageView):
    """The same as a file for a calendar program."""

    reads = OFFICERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        text = writing.calendar_of(self.actor, on=london(self.at).date(), at=self.at)
        answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="meetings.ics"'
        return answer


class NextView(PageView):
    """The next meeting of a body that the person sits on, else the next of all."""

    reads = OFFICERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead there; without one, to the list."""
        found = selectors.next_for(self.actor, on=london(self.at).date())
        return HttpResponseRedirect(found.get_absolute_url() if found else "/meetings/")


class MeetingView(RecordView):
    """One meeting: its agenda, who is expected or came, its acts."""

    reads = OFFICERS
    menu = MENU
    find = selectors.meeting
    template_name = "governance/meeting.html"
    record: Meeting

    def context(self) -> dict[str, Any]:
        """Add facts, agenda, attendance and history."""
        record = self.record
        return {
            **super().context(),
            "rows": meeting_facts(record),
            "tag": meeting_tag(record),
            "items": selectors.items_of(record),
            "room": sitting(record) if record.opened_at or record.has_papers_out else None,
            "interests": selectors.interests_of(record),
            "may_put": record.is_ahead and self.actor.holds(acts.ASKERS, record.authority_id),
            "has_minutes": record.status in {MeetingState.CLOSED, MeetingState.SIGNED},
            "days": days_of(record, self.actor),
        }


class PaperView(OnRecord):
    """The agenda or the minutes as they are read and printed; the exempt part is for those who may see it."""

    reads = OFFICERS
    menu = MENU
    find = selectors.meeting
    template_name = "governance/paper.html"
    record: Meeting
    is_minutes: ClassVar[bool] = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Minutes are there once the meeting has closed."""
        if self.record is not None and self.is_minutes and self.record.closed_at is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def paper(self) -> Paper:
        """Give the paper as far as this person may read it."""
        apart = selectors.apart_of(self.record, self.actor)
        write = writing.minutes_of if self.is_minutes else writing.agenda_of
        found = write(self.record, apart=apart)
        if not selectors.sees_exempt(self.record, self.actor):
            return without_exempt(found)
        if found.has_exempt_part:
            what = f"{self.what}.{self.kwargs['form']}" if "form" in self.kwargs else self.what
            services.record_reading(self.record, what=what, by=self.actor, at=self.at)
        return found

    def context(self) -> dict[str, Any]:
        """Add the paper and its parts, numbered."""
        paper = self.paper()
        return {**super().context(), "paper": paper, "parts": parts(paper), "title": paper.title, "what": self.what}

    @property
    def what(self) -> str:
        """Give the word in the address."""
        return "minutes" if self.is_minutes else "agenda"


class PaperFile(PaperView):
    """The same as PDF or as a Word document."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw it."""
        draw, content_type = DRAWN.get(kwargs["form"], (None, ""))
        if draw is None:
            raise Http404
        answer = HttpResponse(draw(self.paper()), content_type=content_type)
        name = f"{self.record.reference}-{self.what}.{kwargs['form']}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


class AgendaView(PaperView):
    """The agenda."""


class MinutesView(PaperView):
    """The minutes."""

    is_minutes = True


class MinutesFile(PaperFile):
    """The minutes as a file."""

    is_minutes = True


class PlanView(CreateView):
    """Plan a meeting of one of the bodies."""

    act = acts.PLAN
    menu = MENU
    form_class = forms.PlanForm
    service = staticmethod(services.plan)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the bodies that can meet."""
        bodies = selectors.bodies(self.actor).sitting().select_related("authority")
        return {**super().form_arguments(), "bodies": bodies}

    def get_initial(self) -> dict[str, Any]:
        """Choose the body that the address names."""
        named = selectors.body(self.actor, str(self.request.GET.get("body", "")))
        return {"body": named.pk if named else None}


class MeetingAct(VersionedAct):
    """An act on a meeting."""

    find = selectors.meeting
    menu = MENU
    template_name = "governance/meeting_act.html"
    form_class: ClassVar[Any] = VersionedForm
    record: Meeting

    def context(self) -> dict[str, Any]:
        """Say what the act is about."""
        return {**super().context(), "rows": meeting_facts(self.record)}


class MoveView(MeetingAct):
    """Move it."""

    act = acts.MOVE
    form_class: ClassVar[Any] = forms.MoveForm
    service: ClassVar[Any] = staticmethod(services.meetings.move)

    def get_initial(self) -> dict[str, Any]:
        """Fill in when it meets."""
        record = self.record
        when = {"meets_on": record.meets_on, "starts_at": record.starts_at, "place": record.place}
        return {**super().get_initial(), **when}


class ReconveneView(MoveView):
    """Call it again for another day."""

    act = acts.RECONVENE
    form_class = forms.ReconveneForm
    service = staticmethod(services.meetings.reconvene)


class ConveneView(MeetingAct):
    """Send the papers."""

    act = acts.CONVENE
    service = staticmethod(services.convene)


class CancelView(MeetingAct):
    """Cancel it."""

    act = acts.CANCEL
    form_class = VersionedReasonForm
    service = staticmethod(services.meetings.cancel)


class OpenView(MeetingAct):
    """Open it with those who are there."""

    act = acts.OPEN
    form_class = forms.PresentForm
    service: ClassVar[Any] = staticmethod(services.open_meeting)

    def form_arguments(self) -> dict[str, Any]:
        """Offer those who are expected."""
        return {**super().form_arguments(), "seats": seats_in_words(self.record)}

    def next_url(self, result: Any) -> str:
        """Go to the first item that waits."""
        waiting = selectors.next_item(result)
        return str((waiting or result).get_absolute_url())


class AttendView(OpenView):
    """Record who is there now."""

    act = acts.ATTEND
    service = staticmethod(services.attend)

    def get_initial(self) -> dict[str, Any]:
        """Tick those who are there."""
        return {**super().get_initial(), "present": [str(one) for one in selectors.present_at(self.record)]}

    def next_url(self, result: Any) -> str:
        """Go back to the item on the table, where somebody came or left in the middle of it."""
        item = selectors.item(self.actor, self.request.GET.get("item", ""))
        is_here = item is not None and item.meeting_id == self.record.pk
        return str(item.get_absolute_url()) if item is not None and is_here else super().next_url(result)


class CloseView(MeetingAct):
    """Close it."""

    act = acts.CLOSE
    form_class = forms.CloseForm
    service = staticmethod(services.close)


class SignView(MeetingAct):
    """Sign the minutes."""

    act = acts.SIGN
    service = staticmethod(services.meetings.sign)

    def context(self) -> dict[str, Any]:
        """Show what is signed."""
        paper = writing.minutes_of(self.record) if self.record.closed_at else None
        return {**super().context(), "paper": paper, "parts": parts(paper) if paper else []}


class PutView(OnRecord, CreateView):
    """Put an item on the agenda of a meeting."""

    act = acts.PUT
    menu = MENU
    find = selectors.meeting
    form_class = PutForm
    template_name = "governance/put.html"
    record: Meeting

    def form_arguments(self) -> dict[str, Any]:
        """Let the record be found."""
        return {**super().form_arguments(), "find": finder(self.actor)}

    def perform(self, form: django_forms.Form) -> Any:
        """Call the service with the record apart."""
        facts = dict(form.cleaned_data)
        subject = facts.pop("subject")
        return services.put(self.record, facts=facts, subject=subject, by=self.actor, at=self.at)

"""The timetable of a case: the page, the planner, its versions, and its files."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.law.planning.terms import StepName
from hub.platform import timetables
from hub.platform.act_table import Refused
from hub.platform.clock import london
from hub.platform.deadlines.email import absolute
from hub.platform.identity.roles import OFFICERS
from hub.platform.papers.drawing import PDF, to_pdf
from hub.platform.ui.views import OnRecord
from hub.procurement import acts, forms, selectors, services
from hub.procurement.rules import RowKind, planning
from hub.procurement.selectors import drawing
from hub.procurement.views.acting import RowsAct
from hub.procurement.views.record import CasePage

TRY = "_try"


class TimetableView(CasePage):
    """The newest timetable, drawn and as a table, with how much time is left."""

    template_name = "procurement/timetable.html"
    section = "timetable"

    def context(self) -> dict[str, Any]:
        """Add the plan; before one was kept, the one that the usual days give."""
        context, on = super().context(), london(self.at).date()
        plan = selectors.newest_plan(self.record)
        return {
            **context,
            "plan": plan,
            "shown": drawing.shown(self.record, plan, on=on),
            "procedure": drawing.procedure_said(self.record),
            "versions": list(self.record.plans.select_related("made_by")),
        }


class PlanVersionView(TimetableView):
    """One version of the timetable, as it was planned."""

    def context(self) -> dict[str, Any]:
        """Show the version that the address names."""
        plan = selectors.plan_numbered(self.record, self.kwargs["number"])
        if plan is None:
            raise Http404
        on = london(self.at).date()
        shown = drawing.shown(self.record, plan, on=on)
        return {**super().context(), "plan": plan, "shown": shown, "is_old": True}


class PlanView(RowsAct):
    """Plan the timetable: try dates as often as wanted, then keep them."""

    act = acts.PLAN
    service = staticmethod(services.plan)
    form_class = forms.PlanForm
    template_name = "procurement/plan.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the bodies that can decide."""
        return {**super().form_arguments(), "bodies": selectors.bodies(self.record.authority)}

    @property
    def typed(self) -> Any:
        """Give what the plan begins with."""
        return selectors.typed_now(self.record, on=london(self.at).date())

    def rows(self) -> list[dict[str, Any]]:
        """Give the days that were typed before."""
        return [{"step": one.step, "sort": one.sort, "on": one.on, "other_on": one.other_on} for one in self.typed.days]

    def get_initial(self) -> dict[str, Any]:
        """Begin with the newest plan, else with the usual days."""
        typed = self.typed
        names = (
            "start_on", "needed_by", "key_decision", "planned_notice_on", "voluntary_standstill", "approval_body",
            "award_body", *(name for name, _, _ in forms.LENGTHS),
        )  # fmt: skip
        known = {name: getattr(typed, name) for name in names}
        return {**super().get_initial(), **known, "periods": forms.ticked(typed)}

    def arguments(self, form: Any) -> dict[str, Any]:
        """Give what was typed together."""
        cleaned = form.cleaned_data
        return {"typed": self.typed_by(form), "reason": cleaned["reason"], "version": cleaned["version"]}

    def typed_by(self, form: Any) -> planning.TypedPlan:
        """Give what was typed, with the days on which the authority is closed."""
        return form.typed(self.typed.closed)  # type: ignore[no-any-return]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form under the plan as it stands, whose steps can be moved."""
        return self.page(form=self.form(), now=self.drawn(self.typed))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take a step that was moved by hand as if its day had been typed and tried."""
        return self.move() if forms.MOVE in request.POST else super().post(request, *args, **kwargs)

    def move(self) -> HttpResponse:
        """Show what the move leads to; one that breaks a rule is put back, with the section."""
        form = self.form(forms.PlanForm.moved(self.request.POST))
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            tried = self.tried(form)
        except Refused as refused:
            before: Any = self.form(self.request.POST)
            now = self.drawn(self.typed_by(before)) if before.is_valid() else None
            for finding in refused.findings:
                before.add_error(None, self.sentence_of(finding))
            return self.page(form=before, status=422, refused=refused, now=now)
        return self.page(form=form, tried=tried, moved=self.request.POST[forms.MOVE].partition(" ")[0])

    def form_valid(self, form: django_forms.Form) -> HttpResponseBase:
        """Show what the dates lead to, or keep them."""
        if TRY not in self.request.POST:
            return super().form_valid(form)
        try:
            tried = self.tried(form)
        except Refused as refused:
            for finding in refused.findings:
                form.add_error(self.field_of(form, finding), self.sentence_of(finding))
            return self.page(form=form, status=422, refused=refused)
        return self.page(form=form, tried=tried)

    def tried(self, form: Any) -> drawing.Shown:
        """Give what the dates of the form lead to.

        :raises Refused: with each rule that they break.
        """
        return drawing.tried(self.record, self.typed_by(form), on=london(self.at).date(), is_movable=True)

    def drawn(self, typed: planning.TypedPlan) -> drawing.Shown | None:
        """Give a plan as it stands; None where it cannot be planned."""
        try:
            return drawing.tried(self.record, typed, on=london(self.at).date(), is_movable=True)
        except Refused:
            return None

    def next_url(self, result: Any) -> str:
        """Go to the timetable."""
        return f"{self.record.get_absolute_url()}timetable/"

    def context(self) -> dict[str, Any]:
        """Add the steps that a row can name."""
        said = drawing.procedure_said(self.record)
        return {**super().context(), "steps": StepName, "kinds": RowKind, "procedure": said}


class TimetableFile(OnRecord):
    """The newest timetable as a file."""

    reads = OFFICERS
    find = selectors.find

    def page(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Write the file; without a timetable there is none."""
        plan = selectors.newest_plan(self.record)
        if plan is None:
            raise Http404
        return self.file(plan)

    def file(self, plan: Any) -> HttpResponse:
        """Write one version."""
        raise NotImplementedError


class TimetableIcs(TimetableFile):
    """The timetable for a calendar program."""

    def file(self, plan: Any) -> HttpResponse:
        """Write iCalendar."""
        case = self.record
        link = absolute(f"{case.get_absolute_url()}timetable/")
        found = timetables.to_ics(
            planning.timetable_of(plan), key=case.reference.lower(), name=case.title, link=link, at=self.at
        )
        answer = HttpResponse(found, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{case.reference}-timetable.ics"'
        return answer


class TimetablePdf(TimetableFile):
    """The timetable on paper."""

    def file(self, plan: Any) -> HttpResponse:
        """Write tagged PDF."""
        case = self.record
        found = to_pdf(drawing.paper(case, plan, by=self.actor.name, on=london(self.at).date()))
        answer = HttpResponse(found, content_type=PDF)
        answer["Content-Disposition"] = f'attachment; filename="{case.reference}-timetable-{plan.number}.pdf"'
        return answer

"""Actions, dependencies and recommendations: their registers, their pages and the acts on them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms

from hub.platform.clock import london
from hub.platform.govuk.acting import ReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import officers_of
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row, Tag
from hub.platform.ui.views import CreateView, RecordView, VersionedAct
from hub.platform.words import date_long
from hub.strategy import acts, forms, register, selectors, services
from hub.strategy.models import Action, Dependency, Recommendation

AT_RISK = {"red": "red", "amber": "yellow", "green": "green", "met": "green"}


class ActionRegisterView(RegisterView):
    """The actions of the plan."""

    register = register.ActionRegister
    reads = OFFICERS
    menu = "strategy"


class DependencyRegisterView(RegisterView):
    """What delivery depends on."""

    register = register.DependencyRegister
    reads = OFFICERS
    menu = "strategy"


class RecommendationRegisterView(RegisterView):
    """What reviews recommended."""

    register = register.RecommendationRegister
    reads = OFFICERS
    menu = "strategy"


class PlanRecord(RecordView):
    """What the pages of actions, dependencies and recommendations share."""

    reads = OFFICERS
    menu = "strategy"
    template_name = "strategy/record.html"
    back: ClassVar[tuple[str, str]]

    def facts(self) -> list[Row]:
        """Give what is known of the record."""
        raise NotImplementedError

    def tag(self) -> Tag | None:
        """Give the word beside the heading."""
        return None

    def context(self) -> dict[str, Any]:
        """Add facts and history."""
        more = {"rows": self.facts(), "tag": self.tag(), "back": self.back, "days": days_of(self.record, self.actor)}
        return {**super().context(), **more, "heading": self.heading}

    @property
    def heading(self) -> str:
        """Give the heading."""
        return str(self.record.title)


class ActionView(PlanRecord):
    """One action."""

    find = selectors.action
    back = ("Actions", "/strategy/actions/")
    template_name = "strategy/action.html"
    record: Action

    def tag(self) -> Tag | None:
        """Say when it is late."""
        return Tag("Late", "red") if self.record.is_late(london(self.at).date()) else None

    def facts(self) -> list[Row]:
        """Give what is known of the action."""
        one = self.record
        return [
            Row("Reference", one.reference),
            Row("Row of the plan", one.row_code, href=f"/strategy/plan/{one.row_code}/"),
            Row("For the target of", str(one.year or "")),
            Row("Status", one.get_status_display()),
            Row("Owner", one.owner.name if one.owner else ""),
            Row("Due", date_long(one.due_on) if one.due_on else ""),
            Row("Progress", f"{one.progress}%"),
            *([Row("Done", date_long(one.done_on))] if one.done_on else []),
            *([Row("What came of it", one.result)] if one.result else []),
        ]


class DependencyView(PlanRecord):
    """One thing that delivery depends on."""

    find = selectors.dependency
    back = ("Dependencies", "/strategy/dependencies/")
    template_name = "strategy/dependency.html"
    record: Dependency

    def context(self) -> dict[str, Any]:
        """Add the rows of the plan that rely on it."""
        rows = selectors.relying_on(self.record, on=london(self.at).date())
        return {**super().context(), "relying": rows}

    @property
    def heading(self) -> str:
        """Give its text as the heading."""
        return self.record.text

    def tag(self) -> Tag | None:
        """Say how it looks."""
        colour: Any = AT_RISK[self.record.outlook]
        return Tag(self.record.get_outlook_display(), colour)

    def facts(self) -> list[Row]:
        """Give what is known of the dependency."""
        one = self.record
        return [
            Row("Reference", one.reference),
            Row("Section of the plan", one.section, href=f"/strategy/plan/#section-{one.section}"),
            Row("Clause", f"{one.clause} {one.item}".strip()),
            Row("Outlook", one.get_outlook_display()),
            *([Row("Red since", date_long(one.red_since))] if one.red_since else []),
            Row("Owner", one.owner.name if one.owner else ""),
            Row("Look again on", date_long(one.review_on) if one.review_on else ""),
            Row("What was found", one.note),
        ]


class RecommendationView(PlanRecord):
    """One recommendation."""

    find = selectors.recommendation
    back = ("Recommendations", "/strategy/recommendations/")
    template_name = "strategy/recommendation.html"
    record: Recommendation

    def facts(self) -> list[Row]:
        """Give what is known of the recommendation."""
        one = self.record
        return [
            Row("Reference", one.reference),
            Row("Review", one.review),
            Row("Made", date_long(one.made_on) if one.made_on else ""),
            Row("More about it", one.text),
            Row("Status", one.get_status_display()),
            *([Row("Closed", date_long(one.closed_on)), Row("How", one.outcome)] if one.closed_on else []),
        ]


class InHome(CreateView):
    """Bring something of the plan into being at the person's own authority."""

    menu = "strategy"

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Add the authority."""
        return {"authority": home_of(self.actor), **form.cleaned_data}


class WithRows(InHome):
    """A form that offers the rows of the plan."""

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the rows; the address may name one."""
        rows = selectors.row_choices(home_of(self.actor))
        return {"initial": {"row_code": self.request.GET.get("row", "")}, "rows": rows}


class AddActionView(WithRows):
    """Add an action."""

    act = acts.ADD_ACTION
    form_class = forms.ActionForm
    service = staticmethod(services.add_action)


class AddRecommendationView(WithRows):
    """Record a recommendation."""

    act = acts.RECORD_RECOMMENDATION
    form_class = forms.RecommendationForm
    service = staticmethod(services.record_recommendation)


class AddDependencyView(InHome):
    """List something that delivery depends on."""

    act = acts.LIST_DEPENDENCY
    form_class = forms.DependencyForm
    service = staticmethod(services.list_dependency)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the sections of the plan."""
        return {**super().form_arguments(), "sections": selectors.section_choices(home_of(self.actor))}


def with_own(choices: list[tuple[str, str]], *own: str) -> list[tuple[str, str]]:
    """Add to the choices what a record names already and the plan no longer has, so that a form does not lose it."""
    known = {value for value, _ in choices}
    return [*choices, *((each, f"{each} (no longer in the plan)") for each in own if each not in known)]


class PlanAct(VersionedAct):
    """An act on an action, a dependency or a recommendation."""

    menu = "strategy"
    form_class: ClassVar[Any] = ReasonForm
    has_owner: ClassVar[bool] = False
    fills: ClassVar[tuple[str, ...]] = ()

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the people of the authority where it asks for one."""
        found = super().form_arguments()
        if self.has_owner:
            found["people"] = officers_of(self.record.authority, on=london(self.at).date())
        return found

    def get_initial(self) -> dict[str, Any]:
        """Keep the version that the person sees, and what is recorded."""
        stored = {name: getattr(self.record, name) for name in self.fills}
        return {**super().get_initial(), **stored}


class ActionAct(PlanAct):
    """An act on an action."""

    find = selectors.action


class AssignView(ActionAct):
    """Give it an owner and a date."""

    act = acts.ASSIGN
    service = staticmethod(services.assign)
    form_class = forms.AssignForm
    has_owner = True
    fills = ("owner", "due_on")


class ReportView(ActionAct):
    """Report progress."""

    act = acts.REPORT
    service = staticmethod(services.report)
    form_class = forms.ReportForm
    fills = ("progress",)


class FinishView(ActionAct):
    """Finish it."""

    act = acts.FINISH
    service = staticmethod(services.finish)
    form_class = forms.FinishForm


class DropView(ActionAct):
    """Drop it."""

    act = acts.DROP
    service = staticmethod(services.drop)


class ReopenView(ActionAct):
    """Open it again."""

    act = acts.REOPEN
    service = staticmethod(services.reopen)


class CorrectActionView(ActionAct):
    """Put right what an action says."""

    act = acts.CORRECT_ACTION
    service = staticmethod(services.correct_action)
    form_class = forms.CorrectActionForm
    fills = ("title", "row_code", "year")

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the rows of the plan, with the action's own where the plan no longer has it."""
        rows = with_own(selectors.row_choices(self.record.authority), self.record.row_code)
        return {**super().form_arguments(), "rows": rows}


class CorrectDependencyView(PlanAct):
    """Put right what a dependency says."""

    find = selectors.dependency
    act = acts.CORRECT_DEPENDENCY
    service = staticmethod(services.correct_dependency)
    form_class = forms.CorrectDependencyForm
    fills = ("section", "text")

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the sections of the plan, with the dependency's own where the plan no longer has it."""
        sections = with_own(selectors.section_choices(self.record.authority), self.record.section)
        return {**super().form_arguments(), "sections": sections}


class AssessView(PlanAct):
    """Assess a dependency."""

    find = selectors.dependency
    act = acts.ASSESS
    service = staticmethod(services.assess)
    form_class = forms.AssessForm
    has_owner = True
    fills = ("outlook", "owner", "review_on", "note")


class RecommendationAct(PlanAct):
    """An act on a recommendation."""

    find = selectors.recommendation


class LinkView(RecommendationAct):
    """Link it to rows and actions."""

    act = acts.LINK
    service = staticmethod(services.link)
    form_class = forms.LinkForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form rows and actions, with the rows that it is linked to and that the plan no longer has."""
        rows = with_own(selectors.row_choices(self.record.authority), *self.record.row_codes)
        found = selectors.actions(self.actor).filter(authority=self.record.authority)
        return {**super().form_arguments(), "rows": rows, "found": found}

    def get_initial(self) -> dict[str, Any]:
        """Tick what is linked."""
        return {**super().get_initial(), "row_codes": self.record.row_codes, "actions": self.record.actions.all()}


class CloseView(RecommendationAct):
    """Close it."""

    act = acts.CLOSE
    service = staticmethod(services.close)
    form_class = forms.CloseForm


class ReopenClosedView(RecommendationAct):
    """Open it again."""

    act = acts.REOPEN_RECOMMENDATION
    service = staticmethod(services.reopen_closed)


class CorrectRecommendationView(RecommendationAct):
    """Put right what a recommendation says."""

    act = acts.CORRECT_RECOMMENDATION
    service = staticmethod(services.correct_recommendation)
    form_class = forms.CorrectRecommendationForm
    fills = ("title", "text", "review", "made_on")

"""Pages of the engagement of councillors."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms

from hub.governance import acts, services
from hub.governance.forms import councillors as forms
from hub.governance.models import Engagement
from hub.governance.picking import finder
from hub.governance.register import EngagementRegister
from hub.governance.selectors import councillors as selectors
from hub.governance.showing_councillors import engagement_facts, engagement_tag, points_of, stages_of
from hub.governance.views.bodies import MENU, home
from hub.platform.clock import london
from hub.platform.govuk.acting import VersionedForm, VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import officers_of
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.views import CreateView, PageView, RecordView, VersionedAct


class EngagementRegisterView(RegisterView):
    """The procurements that were scored for councillors."""

    register = EngagementRegister
    reads = OFFICERS
    menu = MENU


class MembersView(PageView):
    """What a councillor sees first: stages that ask for a view, answers, benefits to rate."""

    reads = OFFICERS
    menu = MENU
    title = "For councillors"
    template_name = "governance/members.html"

    def context(self) -> dict[str, Any]:
        """Add the three lists."""
        return {**super().context(), **selectors.for_councillor(self.actor)}


class EngagementView(RecordView):
    """One engagement: score, stages, briefings, views with answers, ratings."""

    reads = OFFICERS
    menu = MENU
    find = selectors.engagement
    template_name = "governance/engagement.html"
    record: Engagement

    def context(self) -> dict[str, Any]:
        """Add facts and what was done."""
        record = self.record
        briefings, views = selectors.briefings_of(record), selectors.views_of(record)
        return {
            **super().context(),
            "rows": engagement_facts(record),
            "tag": engagement_tag(record),
            "points": points_of(record),
            "stages": stages_of(record, briefings, views),
            "briefings": briefings,
            "views": views,
            "ratings": selectors.ratings_of(record),
            "days": days_of(record, self.actor),
        }


class ScoreView(CreateView):
    """Score a procurement."""

    act = acts.SCORE
    menu = MENU
    form_class = forms.ScoreForm

    def form_arguments(self) -> dict[str, Any]:
        """Let the record be found."""
        return {**super().form_arguments(), "find": finder(self.actor)}

    def get_initial(self) -> dict[str, Any]:
        """Fill in the record that the address names, with its title; a case's next step leads here."""
        named = str(self.request.GET.get("subject", ""))[:200]
        found = finder(self.actor)(named) if named else []
        if len(found) != 1:
            return super().get_initial()
        (pick,) = found
        return {**super().get_initial(), "subject": pick.value, "title": pick.thing.title}

    def perform(self, form: django_forms.Form) -> Any:
        """Call the service with the record apart."""
        facts = dict(form.cleaned_data)
        subject = facts.pop("subject")
        return services.councillors.score(
            authority=home(self.actor), facts=facts, subject=subject, by=self.actor, at=self.at
        )


class EngagementAct(VersionedAct):
    """An act on an engagement."""

    find = selectors.engagement
    menu = MENU
    template_name = "governance/engagement_act.html"
    form_class: ClassVar[Any] = VersionedForm
    record: Engagement

    def context(self) -> dict[str, Any]:
        """Say what the act is about."""
        return {**super().context(), "rows": engagement_facts(self.record)[:4]}


class RescoreView(EngagementAct):
    """Score it again."""

    act = acts.RESCORE
    form_class = forms.RescoreForm

    def get_initial(self) -> dict[str, Any]:
        """Fill in what was scored."""
        return {**super().get_initial(), **services.councillors.facts_of(self.record)}

    def perform(self, form: django_forms.Form) -> Any:
        """Call the service with the facts apart."""
        facts = dict(form.cleaned_data)
        reason, version = facts.pop("reason"), facts.pop("version")
        return services.councillors.rescore(
            self.record, facts=facts, reason=reason, version=version, by=self.actor, at=self.at
        )


class BriefView(EngagementAct):
    """Record a briefing."""

    act = acts.BRIEF
    form_class = forms.BriefForm
    service = staticmethod(services.councillors.brief)


class GiveViewView(EngagementAct):
    """Give one's view."""

    act = acts.GIVE_VIEW
    form_class = forms.ViewForm
    service = staticmethod(services.councillors.give_view)


class AnswerView(EngagementAct):
    """Answer a view."""

    act = acts.ANSWER
    form_class = forms.AnswerForm
    service = staticmethod(services.councillors.answer)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the views that wait."""
        return {**super().form_arguments(), "views": selectors.open_views(self.record)}


class AwardView(EngagementAct):
    """Record the award."""

    act = acts.AWARD
    form_class = forms.AwardForm
    service = staticmethod(services.councillors.award)


class RateView(EngagementAct):
    """Rate the benefit."""

    act = acts.RATE
    form_class = forms.RateForm
    service = staticmethod(services.councillors.rate)


class AssignView(EngagementAct):
    """Give it to somebody else."""

    act = acts.ASSIGN
    form_class = forms.AssignForm
    service = staticmethod(services.councillors.assign)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the people of the authority."""
        people = officers_of(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "people": people}


class EndView(EngagementAct):
    """End it."""

    act = acts.END
    form_class = VersionedReasonForm
    service = staticmethod(services.councillors.end)

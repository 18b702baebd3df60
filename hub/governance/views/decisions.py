"""Pages of decisions, and of who decides what."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse

from hub.governance import acts, selectors, services
from hub.governance.forms import agenda as forms
from hub.governance.models import Decision
from hub.governance.picking import finder
from hub.governance.register import DecisionRegister
from hub.governance.selectors import scheme
from hub.governance.services.deciding import FACTS
from hub.governance.showing import conditions_of, decision_facts, decision_gist, decision_tag, record_rule
from hub.governance.views.bodies import MENU, home
from hub.platform.approvals.versions import versions
from hub.platform.clock import london
from hub.platform.govuk.acting import VersionedForm, VersionedReasonForm
from hub.platform.identity.roles import OFFICERS, STAFF_ROLES
from hub.platform.identity.selectors import officers_of
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.selectors import authorities_for, home_of
from hub.platform.ui.history import days_of
from hub.platform.ui.views import CreateView, PageView, RecordView, VersionedAct


class DecisionRegisterView(RegisterView):
    """The decisions."""

    register = DecisionRegister
    reads = OFFICERS
    menu = MENU


class DecisionView(RecordView):
    """One decision as it was taken."""

    reads = OFFICERS
    menu = MENU
    find = selectors.decision
    template_name = "governance/decision.html"
    record: Decision

    def context(self) -> dict[str, Any]:
        """Add facts, conditions and history."""
        record = self.record
        sees_exempt = selectors.sees_exempt_of(record, self.actor)
        if sees_exempt and record.exempt_part:
            services.record_reading(record, what="decision", by=self.actor, at=self.at)
        return {
            **super().context(),
            "rows": decision_facts(record),
            "tag": decision_tag(record),
            "conditions": conditions_of(record),
            "law": record_rule(record),
            "sees_exempt": sees_exempt,
            "days": days_of(record, self.actor),
        }


class DecisionAct(VersionedAct):
    """An act on a decision."""

    find = selectors.decision
    menu = MENU
    template_name = "governance/decision_act.html"
    form_class: ClassVar[Any] = VersionedForm
    record: Decision

    def context(self) -> dict[str, Any]:
        """Say what the act is about; who publishes sees all that will be public."""
        facts = decision_facts if self.act is acts.PUBLISH else decision_gist
        return {**super().context(), "rows": facts(self.record)}


class PublishView(DecisionAct):
    """Publish it."""

    act = acts.PUBLISH
    service = staticmethod(services.publish)


class UnpublishView(DecisionAct):
    """Take it back."""

    act = acts.UNPUBLISH
    form_class = VersionedReasonForm
    service = staticmethod(services.unpublish)


class CallInView(DecisionAct):
    """Record that it was called in."""

    act = acts.CALL_IN
    form_class = forms.CallInForm
    service = staticmethod(services.record_call_in)


class ReleaseView(DecisionAct):
    """Record how the call-in ended."""

    act = acts.RELEASE
    form_class = forms.ReleaseForm
    service = staticmethod(services.release)


class RecordOfficerView(CreateView):
    """Record a decision that one took as an officer."""

    act = acts.RECORD
    menu = MENU
    form_class = forms.OfficerForm

    def form_arguments(self) -> dict[str, Any]:
        """Offer people and the decisions of bodies that said yes."""
        people = officers_of(home(self.actor), on=london(self.at).date())
        offered = {"decisions": selectors.powers(self.actor), "find": finder(self.actor)}
        return {**super().form_arguments(), "people": people, **offered}

    def perform(self, form: django_forms.Form) -> Any:
        """Call the service with the facts, and who asked and who gave the power apart."""
        said = dict(form.cleaned_data)
        interests = [{"person": None, "nature": said["declared"]}] if said["declared"] else []
        facts = {name: value for name, value in said.items() if name in FACTS}
        facts |= {"conditions": form.conditions(), "interests": interests}  # type: ignore[attr-defined]
        return services.record_officer(
            authority=home(self.actor), facts=facts, subject=said["subject"], asked_by=said["asked_by"],
            authorised_by=said["authorised_by"], by=self.actor, at=self.at,
        )  # fmt: skip


class WhoDecidesView(PageView):
    """Enter value, procedure, risk and day; see the line of the scheme that holds, and its version."""

    reads = STAFF_ROLES
    menu = MENU
    title = "Who decides?"
    template_name = "governance/who_decides.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer the question in the address, if there is one."""
        authorities = authorities_for(self.actor)
        known = [each for one in authorities for each in versions(one)]
        form = forms.WhoDecidesForm(request.GET or None, keys=scheme.keys_of(known))
        if not request.GET or not form.is_valid():
            return self.page(422 if request.GET else 200, form=form)
        said = form.cleaned_data
        on = said["on"] or london(self.at).date()
        case = scheme.Case(said["value"], said["value_inc"], said["route"], said["risk"], said["key"])
        answers = [self.answer(one, case, on) for one in authorities]
        return self.page(form=form, answers=answers, on=on, about=scheme.label_of(case.key))

    def answer(self, authority: Any, case: scheme.Case, on: Any) -> dict[str, Any]:
        """Give the line at one authority, and the people behind it."""
        found = scheme.who_decides(case, on=on, authority=authority)
        return {
            "authority": authority,
            "found": found,
            "people": scheme.people_behind(found, on=on, authority=authority),
            "meeting": selectors.next_of(found.body, on=on) if found.body else None,
        }


class SchemeView(PageView):
    """The scheme of delegation by its versions."""

    reads = STAFF_ROLES
    menu = MENU
    title = "Scheme of delegation"
    template_name = "governance/scheme.html"

    def context(self) -> dict[str, Any]:
        """Add the version that the address asks for, else that of today."""
        authority = home_of(self.actor)
        known = versions(authority) if authority else []
        asked = str(self.request.GET.get("version", ""))
        today = scheme.version_of(known, london(self.at).date())
        shown = next((one for one in known if str(one.number) == asked), today)
        lines = scheme.in_words(shown, authority) if shown and authority else []
        return {**super().context(), "versions": known, "shown": shown, "today": today, "lines": lines}

"""The register and the record of a case: declarations on the base views."""

from __future__ import annotations

from typing import Any

from hub.platform.clock import london
from hub.platform.documents import selectors as documents
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row, Tag
from hub.platform.ui.views import RecordView
from hub.procurement import acts, selectors
from hub.procurement.register import ProcurementRegister
from hub.procurement.selectors import page
from hub.procurement.views.stepping import next_step


class ProcurementRegisterView(RegisterView):
    """The register of procurements."""

    register = ProcurementRegister
    reads = OFFICERS
    menu = "procure"


class CasePage(RecordView):
    """What all parts of a case share: life, heading, side navigation."""

    reads = OFFICERS
    menu = "procure"
    find = selectors.find

    def context(self) -> dict[str, Any]:
        """Work the record out once for the page."""
        context = super().context()
        case = self.record
        return {
            **context,
            "case": case,
            "step": next_step(case, context["offers"], at=self.at),
            "life": page.life(case),
            "tag": Tag(case.get_status_display(), page.COLOURS[case.status]),
            "headline": page.headline(case),
            "side": page.sections(case, current=self.section, counts=self.counts(context)),
            "may_change": any(offer.act is acts.REVISE and offer.is_open for offer in context["offers"]),
        }

    def counts(self, context: dict[str, Any]) -> dict[str, int]:
        """Give how many things are in the parts that have a number."""
        ready = sum(1 for offer in context["offers"] if offer.is_open)
        papers = documents.of(self.record, self.actor)
        return {"documents": len(papers), "linked": len(context["panels"]), "actions": ready}


class SummaryView(CasePage):
    """What a case is, and what happened last."""

    template_name = "procurement/summary.html"

    def context(self) -> dict[str, Any]:
        """Add the facts and what happened last."""
        context = super().context()
        case, may = self.record, context["may_change"]
        groups = [page.what(case, may), page.when(case, may), page.worth(case, may), page.gates(case, may)]
        return {**context, "groups": groups, "days": days_of(case, self.actor, size=3)}


class ValueView(CasePage):
    """What it is worth, how that was found out, what counts together, and the lots."""

    template_name = "procurement/value.html"
    section = "value"

    def context(self) -> dict[str, Any]:
        """Add estimates, standing, neighbours and lots."""
        case, on = self.record, london(self.at).date()
        found = selectors.neighbours(case, self.actor, on=on)
        return {
            **super().context(),
            "waiting": selectors.waiting(case, found),
            "estimates": list(case.estimates.select_related("made_by")),
            "standing": selectors.standing_of(case),
            "found": found,
            "lots": list(case.lots.all()),
        }


class RouteView(CasePage):
    """Which routes are open, when each would be ready, and which was chosen."""

    template_name = "procurement/route.html"
    section = "route"

    def context(self) -> dict[str, Any]:
        """Add the newest advice with its answers, and the law of the day."""
        context, case = super().context(), self.record
        advice = selectors.newest_advice(case)
        return {
            **context,
            "advice": advice,
            "routes": page.routes(advice) if advice else [],
            "answers": [Row(*one) for one in selectors.answers_said(case, advice.answers)] if advice else [],
            "standing": selectors.standing_of(case),
            "may_choose": any(offer.act is acts.CHOOSE_PROCEDURE and offer.is_open for offer in context["offers"]),
        }


class AimsView(CasePage):
    """Which objectives it serves, social value, small firms, equality and community."""

    template_name = "procurement/aims.html"
    section = "aims"

    def context(self) -> dict[str, Any]:
        """Add objectives and the facts of the decisions."""
        context, case = super().context(), self.record
        may = context["may_change"]
        return {
            **context,
            "objectives": list(case.objectives.select_related("clause")),
            "groups": [
                page.social_value(case, may),
                page.smes(case, may),
                page.ideas(case, may),
                page.people(case, may),
            ],
            "rule": selectors.social_value_rule(case, on=london(self.at).date()),
        }


class PeopleView(CasePage):
    """Who takes part, what they declared, and the conflicts assessment."""

    template_name = "procurement/people.html"
    section = "people"

    def context(self) -> dict[str, Any]:
        """Add team, declarations and the assessment."""
        case = self.record
        return {
            **super().context(),
            "members": selectors.members(case),
            "missing": selectors.missing_roles(case),
            "declarations": selectors.declarations(case, self.actor),
            "revisions": selectors.revisions(case),
            "duties": selectors.conflict_duties(case),
            "partners": list(case.partners.select_related("authority")),
        }


class ActionsView(CasePage):
    """What may be done to the case, and why the rest may not."""

    template_name = "procurement/actions.html"
    section = "actions"


class DocumentsView(CasePage):
    """The papers of the case."""

    template_name = "procurement/documents.html"
    section = "documents"


class LinkedView(CasePage):
    """What later packages know of the case."""

    template_name = "procurement/linked.html"
    section = "linked"


class TimelineView(CasePage):
    """What has happened to the case, newest first."""

    template_name = "procurement/timeline.html"
    section = "timeline"

    def context(self) -> dict[str, Any]:
        """Add the events by day."""
        return {**super().context(), "days": days_of(self.record, self.actor, size=200)}

"""The register and the record of a case: declarations on the base views."""

from __future__ import annotations

from typing import Any

from hub.platform.documents import selectors as documents
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Tag
from hub.platform.ui.views import RecordView
from hub.procurement import acts, selectors
from hub.procurement.register import ProcurementRegister
from hub.procurement.selectors import page


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

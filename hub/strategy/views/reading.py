"""The strategy as it stands: the reader, the plan, one row."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from hub.platform.clock import LONDON, london
from hub.platform.identity.roles import OFFICERS
from hub.platform.tabular.dates import day_asked
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.panels import panels_for
from hub.platform.ui.parts import Link
from hub.platform.ui.views import PageView, RecordView
from hub.strategy import acts, rules, selectors
from hub.strategy.selectors import evidence
from hub.strategy.terms import Standing, VersionState

COLOURS = {
    Standing.NONE: "red",
    Standing.MEASURED: "blue",
    Standing.LATE: "red",
    Standing.ON_THE_WAY: "blue",
    Standing.DONE: "green",
}
PARTS = (
    ("The strategy", "/strategy/"),
    ("Action plan", "/strategy/plan/"),
    ("Actions", "/strategy/actions/"),
    ("Dependencies", "/strategy/dependencies/"),
    ("Recommendations", "/strategy/recommendations/"),
    ("Maturity", "/maturity/"),
    ("Versions", "/strategy/versions/"),
)


def parts(current: str) -> list[Link]:
    """Give the pages of the strategy, with the one that is open."""
    return [Link(name, href, current=href == current) for name, href in PARTS]


class StrategyPage(PageView):
    """A page about the strategy in force at the reader's own authority."""

    reads = OFFICERS
    menu = "strategy"
    here = ""

    def context(self) -> dict[str, Any]:
        """Add the version in force and what is computed of it."""
        authority = home_of(self.actor)
        version = selectors.in_force(authority)
        known = evidence.known(authority, self.at) if authority and version else evidence.Known()
        return {
            **super().context(),
            "version": version,
            "known": known,
            "on": london(self.at).date(),
            "may_begin": self.actor.has_any(acts.BEGIN.held_by),
            "parts": parts(self.here),
        }


class ReaderView(StrategyPage):
    """Every clause, with a status beside each."""

    title = "Procurement strategy"
    template_name = "strategy/reader.html"
    here = "/strategy/"

    def context(self) -> dict[str, Any]:
        """Add the clauses."""
        context = {**super().context(), "may_link": self.actor.has_any(acts.LINK_CLAUSE.held_by)}
        if context["version"] is None:
            return context
        lines = selectors.reader(context["version"], context["known"], on=context["on"])
        shown = [(line, COLOURS.get(line.standing, "grey") if line.standing else "") for line in lines]
        return {**context, "lines": shown}


class PlanView(StrategyPage):
    """The action plan by section: stated, to be reached, computed and claimed, side by side."""

    title = "Action plan"
    template_name = "strategy/plan.html"
    here = "/strategy/plan/"
    dashboard = "plan"

    def context(self) -> dict[str, Any]:
        """Add the sections."""
        context = super().context()
        if context["version"] is None:
            return context
        return {**context, "sections": selectors.plan(context["version"], context["known"], on=context["on"])}


class RowView(RecordView):
    """One row of the plan: what it says, what is done for it, and, from later packages, why it stands where it does."""

    reads = OFFICERS
    menu = "strategy"
    find = selectors.row
    key = "code"
    template_name = "strategy/row.html"

    def moment(self) -> datetime:
        """Give the moment of which panels tell: now, or the end of the earlier day that the address asks for."""
        try:
            asked = day_asked(self.request.GET.get("on", ""))
        except ValueError:
            return self.at  # type: ignore[no-any-return]
        is_past = asked < london(self.at).date()
        return datetime.combine(asked, time(23, 59, 59), LONDON) if is_past else self.at

    def context(self) -> dict[str, Any]:
        """Add what lies behind the row."""
        row, on = self.record, london(self.at).date()
        found = selectors.row_page(row, on=on)
        moment = self.moment()
        past = {"panels": panels_for(row.kind(), row, self.actor, moment)} if moment != self.at else {}
        return {
            **super().context(),
            **past,
            "as_at": london(moment).date() if past else None,
            "row": row,
            "found": found,
            "stated": rules.label_of(row.level),
            "left_out": selectors.left_out(row),
            "title": f"{row.code} {row.area}",
            "may_add": row.version.status == VersionState.IN_FORCE
            and self.actor.holds(acts.ADD_ACTION.held_by, row.version.authority_id),
            "on": on,
        }

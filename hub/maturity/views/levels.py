"""Levels and what they come from: the overview, a capability, a behaviour, a measure, the history."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import urlencode

from hub.maturity import acts, selectors
from hub.maturity.history import chart_of
from hub.maturity.models import Snapshot
from hub.maturity.selectors.results import Assessment
from hub.platform.clock import LONDON, london
from hub.platform.identity.roles import OFFICERS
from hub.platform.indicators import Indicator, all_indicators, get_indicator
from hub.platform.indicators.lists import FAILS, WHICH, listed
from hub.platform.tabular.dates import day_asked
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.parts import Figure, Link
from hub.platform.ui.views import PageView
from hub.platform.words import date_long
from hub.strategy.rules import label_of

MOST_LISTED, MOST_PAGES = 50, 2000
ONLY = (
    ("", "All", lambda each: True),
    ("above", "Claimed above computed", lambda each: each.is_claimed_above),
    ("measured", "Measured", lambda each: each.computed is not None),
    ("unmeasured", "Not measured", lambda each: each.computed is None),
)
PARTS = (
    ("Maturity", "/maturity/"),
    ("History", "/maturity/history/"),
    ("Data quality", "/maturity/quality/"),
    ("Measures", "/maturity/measures/"),
    ("Evidence", "/maturity/evidence/"),
    ("Assessments", "/maturity/rounds/"),
    ("The strategy", "/strategy/"),
)


def parts(current: str) -> list[Link]:
    """Give the pages of maturity, with the one that is open."""
    return [Link(name, href, current=href == current) for name, href in PARTS]


class MaturityPage(PageView):
    """A page about the levels of the reader's own authority, today or as at an earlier day."""

    reads = OFFICERS
    menu = "strategy"
    here = ""

    @property
    def authority(self) -> Authority:
        """Give the reader's authority; without one there is nothing here."""
        found = home_of(self.actor)
        if found is None:
            raise Http404
        return found

    @property
    def day(self) -> date | None:
        """Give the earlier day that the address asks for."""
        try:
            asked = day_asked(self.request.GET.get("on", ""))
        except ValueError:
            return None
        return asked if asked < london(self.at).date() else None

    @property
    def misread(self) -> str:
        """Say that the address asks for a day that cannot be shown, so that today is not taken for it; else empty."""
        asked = self.request.GET.get("on", "")
        try:
            is_ahead = bool(asked) and day_asked(asked) > london(self.at).date()
        except ValueError:
            return f"“{asked[:40]}” in the address is no day such as 2026-03-31. This page is as at today."
        return f"{date_long(day_asked(asked))} has not come yet. This page is as at today." if is_ahead else ""

    @property
    def on_query(self) -> str:
        """Give what keeps the links of a page on the earlier day that it shows; empty for today."""
        return f"?on={self.day.isoformat()}" if self.day else ""

    def assessment(self) -> Assessment:
        """Compute, from memory where nothing has happened since."""
        if self.day is None:
            return selectors.assess_now(self.authority, self.at)
        return selectors.assess(self.authority, datetime.combine(self.day, time(23, 59, 59), LONDON))

    def context(self) -> dict[str, Any]:
        """Add the parts, and the earlier day where one is asked for."""
        day = {"as_at": self.day, "on_query": self.on_query, "misread": self.misread}
        return {**super().context(), "parts": parts(self.here), "label_of": label_of, **day}


class OverviewView(MaturityPage):
    """Two scores, never mixed, and every behaviour and row with its three values."""

    title = "Maturity"
    template_name = "maturity/overview.html"
    here = "/maturity/"
    dashboard = "maturity"

    def context(self) -> dict[str, Any]:
        """Add the scores, the lists and the way to narrow them."""
        found = self.assessment()
        only = self.request.GET.get("only", "")
        chosen = next((each for each in ONLY if each[0] == only), None)
        if chosen is None:
            raise Http404
        keep = chosen[2]
        links = [Link(name, self.address(key), current=key == chosen[0]) for key, name, _ in ONLY]
        return {
            **super().context(),
            "found": found,
            "figures": figures(found, self.address("measured")),
            "behaviours": [each for each in found.behaviours if keep(each)],
            "rows": [each for each in found.rows if keep(each)],
            "only": links,
            "kept": self.kept_otherwise(found),
        }

    def address(self, only: str) -> str:
        """Give the address of this page narrowed, on the day that it shows."""
        asked = {"only": only, "on": self.day.isoformat() if self.day else ""}
        given = urlencode({name: value for name, value in asked.items() if value})
        return f"/maturity/?{given}" if given else "/maturity/"

    def kept_otherwise(self, found: Assessment) -> Snapshot | None:
        """Give what was kept of a month end, where computing that day again now gives other scores."""
        kept = selectors.snapshot_on(self.authority, self.day) if self.day else None
        if kept is None:
            return None
        now = (found.diagnostic_score, found.plan_score, found.behaviours_measured, found.rows_measured)
        then = (kept.diagnostic_score, kept.plan_score, kept.behaviours_measured, kept.rows_measured)
        return kept if now != then else None


def figures(found: Assessment, measured: str) -> list[Figure]:
    """Give the scores; each says what it averages and opens it.

    :param measured: the address of the lists of what is measured.
    """
    plan, diagnostic = found.plan_score, found.diagnostic_score
    stated = f"stated {found.stated_score.normalize():f} at adoption" if found.stated_score else "nothing stated"
    aim = f", aim {found.aim[0].normalize():f} to {found.aim[1].normalize():f}" if found.aim else ""
    of_behaviours = f"{found.behaviours_measured} of {len(found.behaviours)} behaviours measured"
    of_rows = f"{found.rows_measured} of {len(found.rows)} rows measured"
    of_plan = "" if found.stated_plan is None else f"the rows with a level stated {found.stated_plan} at adoption"
    return [
        Figure(
            "Diagnostic score",
            str(diagnostic) if diagnostic is not None else "None",
            f"{stated}{aim}",
            "#behaviours",
            [Link(of_behaviours, f"{measured}#behaviours")],
        ),
        Figure(
            "Plan score",
            str(plan) if plan is not None else "None",
            of_plan,
            "#rows",
            [Link(of_rows, f"{measured}#rows")],
        ),
    ]


class PlacedPage(MaturityPage):
    """A page about one capability or behaviour; on a day before it was known, the overview says so instead."""

    placed: Any = None

    def of(self, found: Assessment) -> Any:
        """Give what the address names."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it, or go where it is said why there is nothing to show."""
        self.placed = self.of(self.assessment())
        if self.placed is not None:
            return super().get(request, *args, **kwargs)
        if self.day is None or self.of(selectors.assess_now(self.authority, self.at)) is None:
            raise Http404
        return HttpResponseRedirect(f"/maturity/?on={self.day.isoformat()}")


class CapabilityView(PlacedPage):
    """A capability: tests, each with its figure, each figure with the records behind it, and what would raise it."""

    template_name = "maturity/capability.html"

    def of(self, found: Assessment) -> Any:
        """Give the capability."""
        return found.capability(self.kwargs["code"])

    def context(self) -> dict[str, Any]:
        """Add the capability."""
        found = self.placed
        allowed = may(self.actor, self.authority) if self.day is None else {}
        return {**super().context(), "placed": found, "title": found.title, **allowed}


class BehaviourView(PlacedPage):
    """A behaviour of the national strategy: what its levels mean, and where it stands."""

    template_name = "maturity/behaviour.html"

    def of(self, found: Assessment) -> Any:
        """Give the behaviour."""
        return found.behaviour(self.kwargs["code"])

    def context(self) -> dict[str, Any]:
        """Add the behaviour."""
        found = self.placed
        ladder = [(place, label_of(place), text) for place, text in enumerate(found.ladder, 1)]
        return {
            **super().context(),
            "placed": found,
            "ladder": ladder,
            "title": found.title,
            **(may(self.actor, self.authority) if self.day is None else {}),
        }


def may(actor: Any, authority: Authority) -> dict[str, bool]:
    """Say which links to forms somebody sees."""
    return {
        "may_claim": actor.holds(acts.CLAIM.held_by, authority.pk),
        "may_attest": actor.holds(acts.ATTEST.held_by, authority.pk),
    }


class MeasuresView(MaturityPage):
    """Every measure that is built, with its figure of today, whether or not a level test asks for it."""

    title = "Measures"
    template_name = "maturity/measures.html"
    here = "/maturity/measures/"

    def context(self) -> dict[str, Any]:
        """Add the figures as the assessment has them, and those that no level test asks for."""
        tests = [test for each in self.assessment().capabilities for test in each.tests]
        read = {part.key: part for test in tests for part in test.parts}
        others = selectors.others_now(self.authority, self.at, [one for one in all_indicators() if one.key not in read])
        rows = [(one, read.get(one.key), others.get(one.key)) for one in all_indicators()]
        return {**super().context(), "rows": rows}


class MeasureView(MaturityPage):
    """One measure: its formula, its figure, and the records that fail it, meet it, or are measured at all."""

    template_name = "maturity/measure.html"

    def context(self) -> dict[str, Any]:
        """Add figure and records."""
        try:
            one = get_indicator(self.kwargs["key"])
        except KeyError:
            raise Http404 from None
        moment = self.at if self.day is None else datetime.combine(self.day, time(23, 59, 59), LONDON)
        reading = one.measure([self.authority.pk], moment)
        which = self.request.GET.get("list", FAILS)
        if which not in WHICH:
            raise Http404
        return {
            **super().context(),
            "one": one,
            "reading": reading,
            "which": which,
            **self.listing(one, which, moment),
            "has_register": reading.failing.startswith("/") and "/maturity/measures/" not in reading.failing,
            "on": date_long(london(moment).date()),
            "title": one.label,
        }

    def listing(self, one: Indicator, which: str, moment: datetime) -> dict[str, Any]:
        """Give one page of the records that fail the measure, meet it, or are measured at all."""
        asked = self.request.GET.get("page", "1")
        number = min(int(asked), MOST_PAGES) if asked.isdecimal() and int(asked) else 1
        found = listed(one, which, authorities=[self.authority.pk], at=moment, most=number * MOST_LISTED)
        if found is None and which != FAILS:
            raise Http404
        page = Paginator(range(found.total), MOST_LISTED).get_page(number) if found else None
        rows = found.rows[page.start_index() - 1 : page.end_index()] if found and page and found.total else []
        return {"listing": found, "page": page, "listed": rows}


class HistoryView(MaturityPage):
    """The month ends: both scores over time, as a drawing and a table."""

    title = "History of maturity"
    template_name = "maturity/history.html"
    here = "/maturity/history/"

    def context(self) -> dict[str, Any]:
        """Add the chart."""
        rows = selectors.snapshots(self.authority, until=london(self.at).date())
        return {**super().context(), "chart": chart_of(rows) if rows else None, "rows": rows}

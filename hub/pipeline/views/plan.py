"""Looks at the whole plan: by quarter, as work, as money, beside partners' plans, and as a calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.pipeline import selectors
from hub.pipeline.feeding import starts
from hub.pipeline.models import PipelineEntry
from hub.pipeline.register import PipelineRegister
from hub.pipeline.rules import workload as rules
from hub.pipeline.terms import State
from hub.platform import words
from hub.platform.calendars import to_ics
from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.address import plain
from hub.platform.registers.views import RegisterView
from hub.platform.tabular.dates import EARLIEST, LATEST
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.charts import Chart, Finding, Limit, Point, Series, columns, line
from hub.platform.ui.gantt import Bar, Gantt, GanttRow, Ground, Look, gantt
from hub.platform.ui.parts import Link
from hub.platform.ui.views import PageView

QUARTERS = 6
MOST = 150
COLUMNS = ("Value, ex VAT", "Owner")
MEANINGS = {Look.PLANNED: "From start of work to need", Look.LATE: "Should have begun", Look.DONE: "Started"}


@dataclass(frozen=True)
class Part:
    """The entries whose work begins in one quarter, drawn over the whole period."""

    key: str
    title: str
    plan: Gantt
    count: int
    href: str


class TimelineView(RegisterView):
    """The plan by quarter, under the filters of the register."""

    register = PipelineRegister
    reads = OFFICERS
    menu = "plan"
    template_name = "pipeline/timeline.html"
    saves_views = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page."""
        return self.page()

    def context(self) -> dict[str, Any]:
        """Draw the entries under the filters, quarter by quarter from the one asked for."""
        register, today = self.build(), london(self.at).date()
        asked = register.understand(plain(self.request.GET), self.asking)
        rows = register.narrowed(register.found(register.source(self.actor, self.at), asked, self.asking), asked,
                                 self.asking)  # fmt: skip
        quarters = rules.quarters_from(month_asked(self.request.GET.get("from", "")) or today, QUARTERS)
        found = list(rows.filter(needed_on__gte=quarters[0].first, work_from__lte=quarters[-1].last)
                     .order_by("work_from", "pk")[: MOST + 1])  # fmt: skip
        kept = {key: values for key, values in plain(self.request.GET).items() if key != "from"}
        return {
            "view": self,
            "menu": self.menu,
            "title": "Plan by quarter",
            "parts": parts(found[:MOST], quarters, today, lambda span: f"/pipeline/{asked.query(span)}"),
            "quarters": quarters,
            "last": quarters[-1].last,
            "is_cut": len(found) > MOST,
            "most": MOST,
            "undated": rows.filter(work_from__isnull=True).count(),
            "list_href": f"/pipeline/{query(kept)}",
            "undated_href": f"/pipeline/{asked.query({'start': ['undated']})}",
            "calendar_href": f"/pipeline/starts.ics{query(kept)}",
            "before": stepped(kept, quarters[0].first, -1),
            "after": stepped(kept, quarters[0].first, 1),
        }


def month_asked(text: str) -> date | None:
    """Give the first day of a month that an address names ("2027-04"); nothing if it names none."""
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return day if EARLIEST < day.year < LATEST else None


def query(params: dict[str, Any], **more: str) -> str:
    """Write parameters as the end of an address."""
    text = urlencode({**params, **more}, doseq=True)
    return f"?{text}" if text else ""


def stepped(kept: dict[str, Any], first: date, by: int) -> str:
    """Give the address of the period half a year earlier or later."""
    months = first.year * 12 + first.month - 1 + 6 * by
    return query(kept, **{"from": f"{months // 12}-{months % 12 + 1:02d}"})


def parts(
    rows: Sequence[PipelineEntry],
    quarters: Sequence[rules.Quarter],
    today: date,
    listed: Callable[[dict[str, list[str]]], str],
) -> list[Part]:
    """Put the entries under the quarter in which their work begins; what began before comes first.

    :param listed: gives the address of the list with some parameters more.
    """
    first, last = quarters[0].first, quarters[-1].last
    ground = Ground(today=today, first=first, last=last)
    spans: list[tuple[str, str, date | None, date]] = [
        ("before", f"Begun before {words.date_long(first)}", None, first)
    ]
    spans += [(f"q{number}", each.label, each.first, each.last) for number, each in enumerate(quarters)]
    found = []
    for key, title, begins, ends in spans:
        here = [row for row in rows if _falls(row, begins, ends)]
        if here:
            plan = gantt(f"plan-{key}", f"{title}: entries of the plan", [_row(row, today) for row in here], ground,
                         columns=COLUMNS, heads="Entry", reason="Why and how paid", meanings=MEANINGS)  # fmt: skip
            span: dict[str, list[str]] = (
                {"works_from": [begins.isoformat()], "works_to": [ends.isoformat()]} if begins else {}
            )
            found.append(Part(key, title, plan, len(here), listed(span) if span else ""))
    return found


def _falls(row: PipelineEntry, begins: date | None, ends: date) -> bool:
    if row.work_from is None:
        return False
    return row.work_from < ends if begins is None else begins <= row.work_from <= ends


def _row(row: PipelineEntry, today: date) -> GanttRow:
    assert row.work_from is not None and row.needed_on is not None
    is_late = row.is_open and row.start_by is not None and row.start_by < today
    look = Look.LATE if is_late else Look.DONE if row.status == State.STARTED else Look.PLANNED
    cells = [
        "Not known" if row.value_ex_vat is None else words.money(row.value_ex_vat),
        row.owner.name if row.owner else "Nobody yet",
    ]
    follows = f"Follows {row.origin_reference}" if row.origin_reference else row.get_entry_kind_display()
    said = "Should have begun. " if is_late else "Started. " if look is Look.DONE else ""
    why = f"{said}{follows}. {f'Budget line {row.budget_line}.' if row.budget_line else 'No budget line.'}"
    bar = Bar(min(row.work_from, row.needed_on), row.needed_on, look)
    return GanttRow(Link(row.title, row.get_absolute_url()), [bar], (), cells, why)


class StartsView(TimelineView):
    """The starts of the plan as a calendar file, under the filters of the register."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the file."""
        register = self.build()
        asked = register.understand(plain(request.GET), self.asking)
        rows = register.narrowed(register.found(register.source(self.actor, self.at), asked, self.asking), asked,
                                 self.asking)  # fmt: skip
        text = to_ics(starts(rows.filter(start_by__isnull=False).order_by("start_by", "pk")[:2000]),
                      product="Plan", name="Starts of the plan", at=self.at)  # fmt: skip
        response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="plan-starts.ics"'
        return response


class AtHome(PageView):
    """A look at the plan of the reader's own authority."""

    reads = OFFICERS
    menu = "plan"

    @property
    def authority(self) -> Authority:
        """Give the authority, or answer that there is nothing here."""
        found = home_of(self.actor)
        if found is None:
            raise Http404
        return found


@dataclass(frozen=True)
class Cell:
    """What one quarter asks of one officer, and the entries behind it."""

    quarter: str
    days: str
    href: str
    is_over: bool


class WorkloadView(AtHome):
    """What the plan asks of the team, against the days that it has."""

    template_name = "pipeline/workload.html"
    title = "Workload of the plan"

    def context(self) -> dict[str, Any]:
        """Add the table, the chart, and what no figure holds."""
        found = selectors.workload(self.authority, at=self.at)
        table = [(one, [_cell(found, one, place) for place in range(len(found.quarters))]) for one in found.lines]
        over = [
            f"{one.name}, {found.quarters[place].label}"
            for one, cells in table
            for place, cell in enumerate(cells)
            if cell.is_over
        ]
        sums = list(zip(found.quarters, (_days(total) for total in found.totals), strict=True))
        return {**super().context(), "load": found, "table": table, "over": over, "chart": chart(found), "sums": sums}


def _cell(found: selectors.Workload, one: rules.Line, place: int) -> Cell:
    quarter = found.quarters[place]
    asked = {
        "authority": str(found.authority_id),
        "owner": str(one.owner_id) if one.owner_id else "none",
        "work": "now",
        "works_to": quarter.last.isoformat(),
        "needed_from": "" if place == 0 else quarter.first.isoformat(),
    }
    kept = {key: value for key, value in asked.items() if value}
    return Cell(quarter.label, _days(one.asked[place]), f"/pipeline/{query(kept)}", one.is_over(place, found.full_at))


def _days(days: Decimal) -> str:
    return f"{days.quantize(Decimal('0.1')):f}".removesuffix(".0")


def chart(found: selectors.Workload) -> Chart | None:
    """Draw what the team is asked for in each quarter; nothing where no norm says what anything takes."""
    if not found.has_norms or not any(found.totals):
        return None
    over = [q.label for q, total in zip(found.quarters, found.totals, strict=True) if _is_over(total, found)]
    said = f"More than the team has in {over[0]}" if over else "The team can do what is planned"
    finding = Finding(
        key="workload",
        title=said,
        subtitle="Days of work that the plan asks for, by quarter",
        desc="; ".join(f"{q.label}: {_days(t)} days" for q, t in zip(found.quarters, found.totals, strict=True)),
        source=f"Entries of the plan on {words.date_long(found.on)}, by the norms of work in force",
    )
    if found.capacity:
        return line(
            finding,
            [quarter.label for quarter in found.quarters],
            [Series("Asked for", list(found.totals))],
            show=_shown,
            limit=Limit("The team has", found.capacity),
        )
    points = [Point(q.label, total) for q, total in zip(found.quarters, found.totals, strict=True)]
    return columns(finding, points, show=_shown, measure="Days", heads="Quarter")


def _is_over(total: Decimal, found: selectors.Workload) -> bool:
    return bool(found.capacity) and total * 100 > (found.capacity or 0) * found.full_at


def _shown(number: Any) -> str:
    return f"{Decimal(number).quantize(Decimal(1)):,}"


class BudgetView(AtHome):
    """What the plan would spend, by financial year and budget line."""

    template_name = "pipeline/budget.html"
    title = "Plan by budget"

    def context(self) -> dict[str, Any]:
        """Add the lines, each leading to its entries."""
        found = selectors.budget_lines(self.authority)
        return {
            **super().context(),
            "lines": [(one, _budget_href(self.authority, one)) for one in found],
            "named": sum((one.value or Decimal(0) for one in found if one.line), Decimal(0)),
            "whole": sum((one.value or Decimal(0) for one in found), Decimal(0)),
        }


def _budget_href(authority: Authority, one: Any) -> str:
    asked = {
        "authority": str(authority.pk),
        "status": [State.PROPOSED, State.PLANNED],
        "line": one.line or "none",
        "year": str(one.year) if one.year else "none",
    }
    return f"/pipeline/{query(asked)}"


class OverlapsView(AtHome):
    """What partners plan that resembles our plan."""

    template_name = "pipeline/overlaps.html"
    title = "Plans of partners like ours"

    def context(self) -> dict[str, Any]:
        """Add the pairs, nearest first."""
        return {**super().context(), "overlaps": selectors.overlaps(self.actor, self.authority)}

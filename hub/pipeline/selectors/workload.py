"""The plan as work of officers and as money of budget lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum, prefetch_related_objects

from hub.pipeline.models import PipelineEntry
from hub.pipeline.rules import workload as rules
from hub.pipeline.selectors.norms import Norms, norms
from hub.pipeline.terms import OPEN, State
from hub.platform.clock import london
from hub.platform.identity.roles import EDITORS
from hub.platform.indicators import history
from hub.platform.tenancy.models import Authority
from hub.platform.usage.selectors import people_with_roles

QUARTERS = 6
AT_WORK = (*sorted(OPEN), State.STARTED)


@dataclass(frozen=True)
class Workload:
    """What the plan asks of a team.

    :param lines: one for each officer, and for others who own an entry; the last for what nobody has.
    :param totals: days asked for in each quarter.
    :param capacity: days of the team in a quarter; None where no setting says so.
    :param counted: how many entries stand behind the figures.
    :param undated: how many entries say nothing of when, so that they are in no quarter.
    """

    authority_id: int
    on: date
    quarters: Sequence[rules.Quarter]
    lines: Sequence[rules.Line]
    totals: Sequence[Decimal]
    capacity: Decimal | None
    full_at: int
    undated: int
    counted: int
    has_norms: bool


def workload(authority: Authority, *, at: datetime, quarters: int = QUARTERS) -> Workload:
    """Count what the plan asked of the team of an authority at a moment, from the quarter of that day on."""
    on = london(at).date()
    known = norms(authority, on=on)
    spans = rules.quarters_from(on, quarters)
    rows = _at_work(authority, spans[0].first, at)
    dated = [row for row in rows if row.work_from is not None and row.needed_on is not None]
    works = [_work(row, known, spans[0].first) for row in dated]
    lines = _lines(authority, dated, known, at)
    found = rules.add_up(works, lines, spans)
    return Workload(
        authority.pk,
        on,
        spans,
        found,
        rules.totals(found, spans),
        rules.capacity(found) if known.officer_days is not None else None,
        known.full_at or 100,
        len(rows) - len(dated),
        len(dated),
        bool(known.effort),
    )


def _at_work(authority: Authority, first: date, at: datetime) -> list[PipelineEntry]:
    """Give what was still to be done: what was open, however late, and what had started and was needed later."""
    to_do = Q(status__in=AT_WORK) & ~Q(status=State.STARTED, needed_on__lt=first)
    rows = history.met_at(PipelineEntry, to_do, at, [authority.pk])
    prefetch_related_objects(rows, "owner")
    return rows


def _work(row: PipelineEntry, known: Norms, first: date) -> rules.Work:
    assert row.work_from is not None and row.needed_on is not None
    norm = rules.norm_for(known.effort, row.procedure, row.tier)
    # Work on an entry that nobody began when it should have begun is still all to be done.
    begins = row.work_from if row.status == State.STARTED else max(row.work_from, min(first, row.needed_on))
    return rules.Work(row.owner_id, begins, row.needed_on, norm.days if norm else Decimal(0))


def _lines(authority: Authority, rows: Sequence[Any], known: Norms, at: datetime) -> list[rules.Line]:
    team = people_with_roles([authority.pk], at, EDITORS).order_by("name")
    lines = [rules.Line(one.pk, one.name, known.officer_days) for one in team]
    there = {line.owner_id for line in lines}
    others = {row.owner_id: row.owner.name for row in rows if row.owner and row.owner_id not in there}
    lines += [rules.Line(pk, name, None) for pk, name in sorted(others.items(), key=lambda pair: pair[1])]
    if any(row.owner_id is None for row in rows):
        lines.append(rules.Line(None, "Nobody yet", None))
    return lines


@dataclass(frozen=True)
class BudgetLine:
    """The open entries of one budget line in one financial year."""

    year: int | None
    line: str
    count: int
    value: Decimal | None
    without_value: int

    @property
    def label(self) -> str:
        """Give the financial year in words: "2026 to 2027"."""
        return f"{self.year} to {self.year + 1}" if self.year else "no year"


def budget_lines(authority: Authority) -> list[BudgetLine]:
    """Give what the plan would spend by financial year and budget line; what names neither comes last."""
    rows = PipelineEntry.objects.open().filter(authority=authority).order_by()
    found = rows.values("budget_year", "budget_line").annotate(
        count=Count("pk"), value=Sum("value_ex_vat"), unknown=Count("pk", filter=Q(value_ex_vat__isnull=True))
    )
    lines = [
        BudgetLine(one["budget_year"], one["budget_line"], one["count"], one["value"], one["unknown"]) for one in found
    ]
    return sorted(lines, key=lambda one: (one.year is None, one.year or 0, not one.line, one.line))

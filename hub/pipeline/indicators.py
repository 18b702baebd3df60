"""What this package measures of its own records: BC-1 of the plan, SE-5 of intake, CT-1 of its workload."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import F, Q

from hub.pipeline import selectors
from hub.pipeline.models import Need, PipelineEntry
from hub.pipeline.terms import OPEN, Kind, NeedState, Sharing, State, Tier
from hub.platform.clock import london
from hub.platform.indicators import Reading, Unit, indicator
from hub.platform.indicators.shares import share_of
from hub.platform.tenancy import selectors as tenancy

YEAR = timedelta(days=365)
IN_TIME = timedelta(days=30)
NOTHING = Decimal(0)
# A year of quarters, for the work and for the days that the team has.
QUARTERS = 4


def _open(at: datetime) -> Q:
    return Q(status__in=sorted(OPEN))


def _on(at: datetime) -> date:
    return london(at).date()


def quotes_from(at: datetime) -> Decimal:
    """Give the value from which more than one quote is asked for, as the shared setting has it."""
    return selectors.norms(None, on=_on(at)).quotes_from or NOTHING


def relevant_from(at: datetime) -> Decimal:
    """Give the value from which a procurement is checked with partners, as the shared setting has it."""
    return selectors.norms(None, on=_on(at)).relevant_from or NOTHING


def _started_this_year(at: datetime) -> Q:
    return Q(status=State.STARTED, started_on__gt=_on(at) - YEAR, started_on__lte=_on(at))


def _through_intake(at: datetime) -> Q:
    return _started_this_year(at) & Q(value_ex_vat__gte=quotes_from(at))


def _relevant(at: datetime) -> Q:
    return _started_this_year(at) & (Q(value_ex_vat__gte=relevant_from(at)) | Q(tier=Tier.GOLD))


def _live(at: datetime) -> Q:
    running = Q(status=State.PLANNED) | Q(status=State.STARTED, needed_on__gte=_on(at))
    return running & Q(value_ex_vat__gte=quotes_from(at))


def _due_this_year(at: datetime) -> Q:
    return ~Q(status=State.DROPPED) & Q(start_by__gt=_on(at) - YEAR, start_by__lte=_on(at))


share_of(
    "BC-1.budget_named",
    label="Entries of the pipeline with a budget line",
    formula="Entries proposed or planned that name a budget line, of all such entries; by number, not by value.",
    of=PipelineEntry,
    counted=_open,
    holds=lambda at: ~Q(budget_line=""),
    register="/pipeline/",
)
share_of(
    "BC-1.budgeted",
    label="Pounds of the pipeline with a budget line",
    formula=(
        "Estimated pounds, ex VAT, of entries proposed or planned that name a budget line, of those of all such "
        "entries. An entry without a value weighs nothing and is listed among those to mend."
    ),
    of=PipelineEntry,
    counted=_open,
    holds=lambda at: ~Q(budget_line="") & Q(value_ex_vat__isnull=False),
    register="/pipeline/",
    weight="value_ex_vat",
)
share_of(
    "BC-1.on_time",
    label="Entries started within 30 days of their plan",
    formula=(
        "Entries whose last safe start lay in the last 365 days and whose procurement started within 30 days of it, "
        "of all such entries that were not dropped."
    ),
    of=PipelineEntry,
    counted=_due_this_year,
    holds=lambda at: Q(started_on__isnull=False, started_on__lte=F("start_by") + IN_TIME),
    register="/pipeline/",
)
share_of(
    "BC-1.share_check",
    label="Strategic and cyclical entries with a decision about partners",
    formula=(
        "Entries proposed or planned that are gold, or bought again and again, with a recorded decision whether to "
        "buy with partners, of all such entries."
    ),
    of=PipelineEntry,
    counted=lambda at: _open(at) & (Q(tier=Tier.GOLD) | Q(entry_kind=Kind.CYCLICAL)),
    holds=lambda at: ~Q(sharing=Sharing.UNDECIDED),
    register="/pipeline/",
    mend=lambda entry: f"{entry.get_absolute_url()}decide-sharing/",
)
share_of(
    "SE-5.intake",
    label="Procurements that came through intake",
    formula=(
        "Entries started in the last 365 days from the value on at which more than one quote is asked for, that came "
        "of a need or follow a contract of the register, of all such entries. Spend found outside the plan is not "
        "counted yet."
    ),
    of=PipelineEntry,
    counted=_through_intake,
    holds=lambda at: Q(has_need=True) | ~Q(origin_kind=""),
    register="/pipeline/",
)
share_of(
    "SE-5.offer",
    label="Relevant procurements checked with partners",
    formula=(
        "Entries started in the last 365 days that are gold or reach the value from which partners are asked, with a "
        "recorded decision whether to buy with partners, of all such entries."
    ),
    of=PipelineEntry,
    counted=_relevant,
    holds=lambda at: ~Q(sharing=Sharing.UNDECIDED),
    register="/pipeline/",
    mend=lambda entry: f"{entry.get_absolute_url()}decide-sharing/",
)
share_of(
    "SE-5.answered",
    label="Needs answered in time",
    formula="Needs whose answer was due in the last 365 days and came by that day, of all such needs not taken back.",
    of=Need,
    counted=lambda at: ~Q(status=NeedState.WITHDRAWN) & Q(answer_by__gt=_on(at) - YEAR, answer_by__lt=_on(at)),
    holds=lambda at: Q(answered_on__isnull=False, answered_on__lte=F("answer_by")),
    register="/needs/",
)
share_of(
    "CT-1.assigned",
    label="Procurements with a named officer",
    formula=(
        "Entries planned, or started and needed today or later, from the value on at which more than one quote is "
        "asked for, with an owner who can sign in, of all such entries."
    ),
    of=PipelineEntry,
    counted=_live,
    holds=lambda at: Q(owner__isnull=False, owner__is_active=True),
    register="/pipeline/",
    mend=lambda entry: f"{entry.get_absolute_url()}hand-over/",
)


@indicator(
    "CT-1.capacity_ratio",
    label="Days that the team has for each day of work of the plan",
    formula=(
        "Days of the procurement team for planned work in this quarter and the next three, of the days that the plan "
        "asks of its people in them by the norms of work. Contracts and the action plan are not counted yet; from "
        "0.9 to 1.1 is right."
    ),
    unit=Unit.COUNT,
)
def capacity_ratio(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure what the team has against what the plan asks."""
    page = "/pipeline/workload/"
    has, asked, cases = NOTHING, NOTHING, 0
    for pk in authorities:
        authority = tenancy.by_number(pk)
        if authority is not None:
            found = selectors.workload(authority, at=at, quarters=QUARTERS)
            has += (found.capacity or NOTHING) * QUARTERS
            asked += sum(found.totals, NOTHING)
            cases += found.counted
    ratio = (has / asked).quantize(Decimal("0.01")) if asked else None
    return Reading(has, asked, page, unit=Unit.COUNT, value=ratio, cases=cases)

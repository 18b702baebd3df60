"""What this package measures of gates, their conditions and waivers (PH-4, PH-5, SE-2, NX-3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median

from django.db.models import F, Q

from hub.gateway import selectors
from hub.gateway.models import Condition, GateReview, Waiver
from hub.gateway.terms import GIVEN, IN_POUNDS, ConditionState, State, WaiverState
from hub.platform.clock import london
from hub.platform.indicators import Failing, Failures, Reading, Unit, indicator
from hub.platform.indicators.history import met_at
from hub.platform.indicators.lists import counted_of, counting
from hub.platform.indicators.shares import share_of
from hub.platform.words import money, plural

YEAR = timedelta(days=365)
BEGAN = (
    Q(gate__in=["need", "strategy"], procurement__approved_on__isnull=False)
    | Q(gate="market", procurement__competed_on__isnull=False)
    | Q(gate="award", procurement__awarded_on__isnull=False)
)


def _decided(at: datetime) -> Q:
    """Give the condition of what was decided in the last 365 days."""
    return Q(decided_at__gt=at - YEAR, decided_at__lte=at)


share_of(
    "PH-4.passed",
    label="Gates passed before the next stage",
    formula=(
        "Gates that applied and were passed before the next stage of their procurement began, of all gates that "
        "applied and whose next stage has begun."
    ),
    of=GateReview,
    counted=lambda at: BEGAN & ~Q(status=State.NOT_NEEDED),
    holds=lambda at: Q(status__in=sorted(GIVEN), is_retrospective=False),
    register="/gates/",
)
share_of(
    "PH-4.retro",
    label="Gates opened or submitted after the event",
    formula="Gates opened in the last 365 days whose next stage had begun before, of all gates opened in that time.",
    of=GateReview,
    counted=lambda at: (
        Q(opened_on__gt=london(at).date() - YEAR, opened_on__lte=london(at).date()) & ~Q(status=State.NOT_NEEDED)
    ),
    holds=lambda at: Q(is_retrospective=True),
    register="/gates/",
    counts_faults=True,
)


def _timed(authorities: Sequence[int], at: datetime) -> list[GateReview]:
    """Give the gates decided in the last 365 days whose days are known, as they stood then, the slowest first."""
    found = met_at(GateReview, _decided(at) & Q(days_taken__isnull=False), at, authorities)
    return sorted(found, key=lambda one: (-(one.days_taken or 0), one.pk))


def timed(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the gates behind the median, each with its days."""
    rows = _timed(authorities, at)
    told = [Failing(str(one), one.get_absolute_url(), plural(one.days_taken or 0, "day")) for one in rows[:most]]
    return Failures(len(rows), told)


@indicator(
    "PH-4.days",
    label="Days from pack to decision",
    formula=(
        "The median of the days from the submission of a pack to its decision, of gates decided in the last 365 days."
    ),
    unit=Unit.DAYS,
    **counting(timed),
)
def days_to_decision(authorities: Sequence[int], at: datetime) -> Reading:
    """Give the median days of a year."""
    taken = [one.days_taken or 0 for one in _timed(authorities, at)]
    value = Decimal(str(median(taken))) if taken else None
    return Reading(len(taken), len(taken), **counted_of("PH-4.days", at), unit=Unit.DAYS, value=value)


def _saved(authorities: Sequence[int], at: datetime) -> list[GateReview]:
    """Give the gates decided in the last 365 days whose pounds finance had confirmed by then, the most first."""
    in_pounds = Q(benefit__in=sorted(IN_POUNDS), benefit_confirmed_at__lte=at)
    found = met_at(GateReview, _decided(at) & in_pounds, at, authorities)
    return sorted(found, key=lambda one: (-(one.benefit_value or 0), one.pk))


def saved(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the gates behind the sum, each with its pounds."""
    rows = _saved(authorities, at)
    told = [Failing(str(one), one.get_absolute_url(), money(one.benefit_value or 0)) for one in rows[:most]]
    return Failures(len(rows), told)


@indicator(
    "PH-4.value",
    label="Pounds saved by decisions at gates",
    formula="Pounds, ex VAT, of cost reduced or avoided that finance confirmed, of gates decided in the last 365 days.",
    unit=Unit.COUNT,
    **counting(saved),
)
def pounds_saved(authorities: Sequence[int], at: datetime) -> Reading:
    """Give the confirmed pounds of a year."""
    found = _saved(authorities, at)
    count, value = len(found), sum((one.benefit_value or Decimal(0) for one in found), Decimal(0))
    return Reading(count, count, **counted_of("PH-4.value", at), unit=Unit.COUNT, value=value, cases=count)


@indicator(
    "PH-4.sat",
    label="What staff say of the gates",
    formula="The mean of what staff said of decided gates in the last 365 days, from 1, of no use, to 5, of great use.",
    unit=Unit.SCORE,
)
def satisfaction(authorities: Sequence[int], at: datetime) -> Reading:
    """Give the mean rating of a year, to a tenth."""
    mean, count = selectors.mean_rating(authorities, since=london(at - YEAR).date(), until=london(at).date())
    value = None if mean is None else Decimal(round(mean * 10)) / 10
    return Reading(count, count, "/gates/", Unit.SCORE, value=value)


share_of(
    "SE-2.cond",
    label="Conditions closed by their day",
    formula=(
        "Conditions due in the last 365 days that were met or lifted by their day, of all that were due in that time."
    ),
    of=Condition,
    counted=lambda at: Q(due_on__gt=london(at).date() - YEAR, due_on__lt=london(at).date()),
    holds=lambda at: Q(status__in=[ConditionState.MET, ConditionState.LIFTED], closed_on__lte=F("due_on")),
    register="/gates/conditions/",
)
share_of(
    "SE-2.sponsored",
    label="Procurements with a senior sponsor",
    formula="Gates on options and strategy that name a senior sponsor, of all such gates that apply.",
    of=GateReview,
    counted=lambda at: Q(gate="strategy") & ~Q(status=State.NOT_NEEDED),
    holds=lambda at: Q(sponsor__isnull=False),
    register="/gates/",
)
share_of(
    "SE-2.early",
    label="Procurements with a senior sponsor named by gate 1",
    formula=(
        "First gates on options and strategy that were submitted with a senior sponsor named, "
        "of all that were submitted."
    ),
    of=GateReview,
    counted=lambda at: Q(gate="strategy", submitted_at__isnull=False),
    holds=lambda at: Q(sponsor__isnull=False),
    register="/gates/",
)
share_of(
    "SE-2.benefit_known",
    label="Gates with conditions whose benefit is recorded",
    formula=(
        "Gates passed with conditions or sent back in the last 365 days whose benefit is recorded, of all such gates."
    ),
    of=GateReview,
    counted=lambda at: _decided(at) & Q(status__in=[State.WITH_CONDITIONS, State.RETURNED]),
    holds=lambda at: ~Q(benefit=""),
    register="/gates/",
)
share_of(
    "PH-5.shown",
    label="Gates on strategy at which lessons were looked at",
    formula=(
        "Gates on options and strategy whose author confirmed reading the lessons offered, of all that were submitted "
        "and had lessons offered."
    ),
    of=GateReview,
    counted=lambda at: Q(gate="strategy", submitted_at__isnull=False, lessons_offered__gt=0),
    holds=lambda at: Q(has_read_lessons=True),
    register="/gates/",
)
share_of(
    "ST-6.waivers_first",
    label="Waivers that repeat no earlier one",
    formula=(
        "Waivers granted in the last 365 days that repeat no earlier waiver, of all that were granted in that time."
    ),
    of=Waiver,
    counted=lambda at: (
        Q(was_granted=True, asked_on__gt=london(at).date() - YEAR, asked_on__lte=london(at).date())
        & ~Q(status=WaiverState.REFUSED)
    ),
    holds=lambda at: Q(is_repeat=False),
    register="/waivers/",
)

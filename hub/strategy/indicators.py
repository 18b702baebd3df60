"""What this package measures: ST-1 of its clauses, ST-2 of actions and recommendations, ST-13 of dependencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from hub.platform.clock import london
from hub.platform.indicators import Failing, Fails, Failures, Reading, Unit, indicator
from hub.platform.indicators.lists import lists_of
from hub.platform.indicators.shares import share_of
from hub.strategy.models import Action, Dependency, Recommendation
from hub.strategy.selectors.measuring import (
    dependencies_listed,
    first_adoption,
    is_served,
    late_rows,
    promises,
    version_on,
)
from hub.strategy.terms import ActionState, Outlook, RecommendationState

YEAR = timedelta(days=365)


def _not_dropped(at: datetime) -> Q:
    return ~Q(status=ActionState.DROPPED)


def _due_this_year(at: datetime) -> Q:
    on = london(at).date()
    return _not_dropped(at) & Q(due_on__gt=on - YEAR, due_on__lte=on)


def without_link(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the clauses that promise something and have nothing behind them."""
    bare = [each for each in promises(authorities, at) if not is_served(each, at)]
    return Failures(len(bare), [Failing(str(each), f"/strategy/#clause-{each.number}") for each in bare[:most]])


def with_link(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the clauses that promise something and have something behind them."""
    held = [each for each in promises(authorities, at) if is_served(each, at)]
    return Failures(len(held), [Failing(str(each), f"/strategy/#clause-{each.number}") for each in held[:most]])


@indicator(
    "ST-1.clause_cover",
    label="Clauses that promise something and have something behind them",
    formula=(
        "Clauses of the strategy in force that state an aim, objective, goal or duty and are linked to a capability, "
        "an action or a record, "
        "of all such clauses."
    ),
    fails=without_link,
    meets=with_link,
)
def clause_cover(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how many promises have something behind them."""
    found = promises(authorities, at)
    held = sum(is_served(each, at) for each in found)
    reading = Reading(held, len(found), **lists_of("ST-1.clause_cover", at))
    return replace(reading, **_history(authorities, at))


@indicator(
    "ST-1.version_age_days",
    label="Age of the strategy in force",
    formula="Days since the strategy in force was adopted.",
    unit=Unit.DAYS,
)
def version_age(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how old the strategy is."""
    found = version_on(authorities, at)
    more = _history(authorities, at)
    if found is None or found.adopted_on is None:
        return replace(Reading(0, 0, "/strategy/versions/", unit=Unit.DAYS), **more)
    age = (london(at).date() - found.adopted_on).days
    return Reading(1, 1, "/strategy/versions/", unit=Unit.DAYS, value=age)


share_of(
    "ST-2.owned",
    label="Actions with an owner and a date",
    formula="Actions of the plan with an owner and a due date, of all that were not dropped.",
    of=Action,
    counted=_not_dropped,
    holds=lambda at: Q(owner__isnull=False, due_on__isnull=False),
    register="/strategy/actions/",
)
share_of(
    "ST-2.on_time",
    label="Actions done by their date",
    formula="Actions due in the last 365 days that were done by their due date, of all due in that time.",
    of=Action,
    counted=_due_this_year,
    holds=lambda at: Q(status=ActionState.DONE, done_on__lte=F("due_on")),
    register="/strategy/actions/",
)
share_of(
    "ST-2.rec_closed",
    label="Recommendations closed",
    formula="Recommendations of reviews that are closed, of all recommendations.",
    of=Recommendation,
    counted=lambda at: Q(),
    holds=lambda at: Q(status=RecommendationState.CLOSED),
    register="/strategy/recommendations/",
)
share_of(
    "ST-13.not_red",
    label="Dependencies owned and not red",
    formula="Things that delivery depends on with an owner and an outlook that is not red, of all of them.",
    of=Dependency,
    counted=lambda at: Q(),
    holds=lambda at: Q(owner__isnull=False) & ~Q(outlook=Outlook.RED),
    register="/strategy/dependencies/",
)


@indicator(
    "ST-13.listed",
    label="Dependencies listed",
    formula="The number of things listed on which delivery depends.",
    unit=Unit.COUNT,
)
def listed(authorities: Sequence[int], at: datetime) -> Reading:
    """Count what is listed."""
    count = dependencies_listed(authorities, at)
    return Reading(count, count, "/strategy/dependencies/", unit=Unit.COUNT, value=count)


def _rows_late(*, is_blocked: bool) -> Fails:
    """Give the late rows whose section depends on something red, or the others."""

    def of(authorities: Sequence[int], at: datetime, most: int) -> Failures:
        codes = late_rows(authorities, at)[0 if is_blocked else 1]
        return Failures(len(codes), [Failing(f"Row {code}", f"/strategy/plan/{code}/") for code in codes[:most]])

    return of


@indicator(
    "ST-13.blocked",
    label="Late rows of the plan whose section depends on something red",
    formula=(
        "Rows of the plan with a late action in a section whose delivery depends on something red, of all rows with a "
        "late action."
    ),
    fails=_rows_late(is_blocked=True),
    meets=_rows_late(is_blocked=False),
)
def blocked(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how much of what is late waits for something that delivery depends on."""
    waiting, others = late_rows(authorities, at)
    every = len(waiting) + len(others)
    reading = Reading(len(waiting), every, **lists_of("ST-13.blocked", at), is_of_faults=True)
    return replace(reading, **_history(authorities, at))


def _history(authorities: Sequence[int], at: datetime) -> dict[str, Any]:
    """Say from which day on there was a strategy, when the moment asked for lies before it."""
    first = first_adoption(authorities)
    if first is None:
        return {"reason": "No strategy has been entered yet."}
    if first > london(at).date():
        return {"known_from": first, "reason": f"No strategy was in force before {first:%-d %B %Y}."}
    return {}

"""What this package measures of itself (ST-2, ST-3): label and formula; the figures come from the assessment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict

from hub.maturity.selectors.computing import assess_now
from hub.maturity.selectors.counted import counted, locked
from hub.platform.identity.roles import OFFICERS
from hub.platform.indicators import Failing, Fails, Failures, Measure, Reading, Unit, indicator
from hub.platform.tenancy.selectors import by_number
from hub.platform.usage.selectors import share_of_people, who_did, who_did_not

USED_WITHIN = 30


def _from_assessment(key: str) -> Measure:
    """Give the figure that an assessment works out about itself."""

    def measure(authorities: Sequence[int], at: datetime) -> Reading:
        authority = by_number(authorities[0]) if len(authorities) == 1 else None
        if authority is None:
            return Reading(0, 0, "/maturity/", reason="This is measured for one authority at a time.")
        tests = [test for each in assess_now(authority, at).capabilities for test in each.tests]
        part = next((part for test in tests for part in test.parts if part.key == key), None)
        if part is None or part.figure is None:
            return Reading(0, 0, "/maturity/")
        numerator, denominator = part.numerator or 0, part.denominator or 0
        told: dict[str, Any] = {"holding": part.holding, "measured": part.measured}
        if key in UNITS:
            told |= {"unit": UNITS[key], "value": part.figure}
        return Reading(numerator, denominator, part.href, **told)

    return measure


def _listed(key: str, *, is_met: bool) -> Fails:
    """Give what the assessment counts, one by one: what fails a measure, or what meets it."""

    def of(authorities: Sequence[int], at: datetime, most: int) -> Failures:
        authority = by_number(authorities[0]) if len(authorities) == 1 else None
        rows = counted(key, assess_now(authority, at), is_met=is_met) if authority else []
        return Failures(len(rows), [Failing(*row) for row in rows[:most]])

    return of


class Both(TypedDict):
    """What fails a measure, and what meets it."""

    fails: Fails
    meets: Fails


def _both(key: str) -> Both:
    return {"fails": _listed(key, is_met=False), "meets": _listed(key, is_met=True)}


def _rounds(*, is_last: bool, by_person: bool = False) -> Both:
    """Give the yearly assessments that a figure counts, all or the last one, or the people who answered it."""

    def of(authorities: Sequence[int], at: datetime, most: int) -> Failures:
        rows = locked(authorities, at, is_last=is_last, by_person=by_person)
        return Failures(len(rows), [Failing(*row) for row in rows[:most]])

    return {"fails": lambda authorities, at, most: Failures(0), "meets": of}


@indicator(
    "ST-9.usage",
    label="People who open dashboards",
    formula=(
        "Active people with a role who opened a dashboard (spend, maturity, data quality, plan) in the last 30 days, "
        "of all active people with a role."
    ),
    fails=lambda authorities, at, most: who_did_not(authorities, at, most, roles=OFFICERS, days=USED_WITHIN),
    meets=lambda authorities, at, most: who_did(authorities, at, most, roles=OFFICERS, days=USED_WITHIN),
)
def used(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how many of those who could read the figures do."""
    return share_of_people(authorities, at, roles=OFFICERS, days=USED_WITHIN, key="ST-9.usage")


UNITS = {
    "ST-2.gap_mean": Unit.SCORE,
    "ST-3.claim_gap": Unit.SCORE,
    "ST-3.rounds": Unit.COUNT,
    "ST-3.round_age": Unit.DAYS,
    "ST-3.respondents": Unit.COUNT,
}
indicator(
    "ST-2.gap_mean",
    label="Mean gap between target and computed level",
    formula="Target less computed level, never below nothing, averaged over the rows of the plan that have both.",
    unit=Unit.SCORE,
    **_both("ST-2.gap_mean"),
)(_from_assessment("ST-2.gap_mean"))
indicator(
    "ST-3.auto_share",
    label="Behaviours with a computed level",
    formula="Behaviours of the national strategy whose level is computed, of all of them.",
    **_both("ST-3.auto_share"),
)(_from_assessment("ST-3.auto_share"))
indicator(
    "ST-3.claim_gap",
    label="Mean gap between claimed and computed level",
    formula="The distance between claimed and computed level, averaged over the behaviours that have both.",
    unit=Unit.SCORE,
    **_both("ST-3.claim_gap"),
)(_from_assessment("ST-3.claim_gap"))
indicator(
    "ST-3.rounds",
    label="Yearly assessments locked",
    formula="The number of yearly assessments that were locked by then.",
    unit=Unit.COUNT,
    **_rounds(is_last=False),
)(_from_assessment("ST-3.rounds"))
indicator(
    "ST-3.round_age",
    label="Age of the last yearly assessment",
    formula="Days since the last yearly assessment was locked.",
    unit=Unit.DAYS,
    **_rounds(is_last=True),
)(_from_assessment("ST-3.round_age"))
indicator(
    "ST-3.respondents",
    label="People who answered the last yearly assessment",
    formula="The number of people who answered the yearly assessment that was locked last.",
    unit=Unit.COUNT,
    **_rounds(is_last=True, by_person=True),
)(_from_assessment("ST-3.respondents"))

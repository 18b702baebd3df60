"""What this package measures of itself (ST-2, ST-3): label and formula; the figures come from the assessment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hub.maturity.selectors.computing import assess_now
from hub.platform.identity.roles import OFFICERS
from hub.platform.indicators import Measure, Reading, Unit, indicator
from hub.platform.tenancy.selectors import by_number
from hub.platform.usage.selectors import share_of_people, who_did_not

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
        if key == "ST-3.auto_share":
            return Reading(numerator, denominator, part.href)
        return Reading(numerator, denominator, part.href, unit=UNITS[key], value=part.figure)

    return measure


@indicator(
    "ST-9.usage",
    label="People who open dashboards",
    formula=(
        "Active people with a role who opened a dashboard (spend, maturity, data quality, plan) in the last 30 days, "
        "of all active people with a role."
    ),
    fails=lambda authorities, at, most: who_did_not(authorities, at, most, roles=OFFICERS, days=USED_WITHIN),
)
def used(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how many of those who could read the figures do."""
    href = "/maturity/measures/ST-9.usage/"
    return share_of_people(authorities, at, roles=OFFICERS, days=USED_WITHIN, href=href)


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
)(_from_assessment("ST-2.gap_mean"))
indicator(
    "ST-3.auto_share",
    label="Behaviours with a computed level",
    formula="Behaviours of the national strategy whose level is computed, of all of them.",
)(_from_assessment("ST-3.auto_share"))
indicator(
    "ST-3.claim_gap",
    label="Mean gap between claimed and computed level",
    formula="The distance between claimed and computed level, averaged over the behaviours that have both.",
    unit=Unit.SCORE,
)(_from_assessment("ST-3.claim_gap"))
indicator(
    "ST-3.rounds",
    label="Yearly assessments locked",
    formula="The number of yearly assessments that were locked by then.",
    unit=Unit.COUNT,
)(_from_assessment("ST-3.rounds"))
indicator(
    "ST-3.round_age",
    label="Age of the last yearly assessment",
    formula="Days since the last yearly assessment was locked.",
    unit=Unit.DAYS,
)(_from_assessment("ST-3.round_age"))
indicator(
    "ST-3.respondents",
    label="People who answered the last yearly assessment",
    formula="The number of people who answered the yearly assessment that was locked last.",
    unit=Unit.COUNT,
)(_from_assessment("ST-3.respondents"))

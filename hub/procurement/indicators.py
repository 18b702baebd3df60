"""What this package measures of its own cases: BC-1, BC-4, NX-3, SE-5, SM-4, ST-6, ST-9, ST-12, SV-1 and SV-3."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Q

from hub.platform.clock import london
from hub.platform.indicators import Reading, Unit, indicator
from hub.platform.indicators.shares import share_of
from hub.procurement.appraisal.selectors import approved, in_year, relevant
from hub.procurement.models import Procurement
from hub.procurement.selectors import measuring, quality
from hub.procurement.terms import INVITING, NOT_OVER, SocialValue, State

REGISTER = "/procurements/"
YEAR = timedelta(days=365)
# From approval on, what the plan asks for should be there.
APPROVED = sorted({*NOT_OVER, State.CLOSED} - {State.SHAPING})


def past_the_plan(at: datetime) -> Q:
    """Give the condition of cases that were approved to compete and not abandoned."""
    return Q(status__in=APPROVED)


def _page(slug: str) -> Any:
    return lambda case: f"{case.get_absolute_url()}{slug}/"


share_of(
    "BC-4.planned_team",
    label="Procurements with a whole team from planning onward",
    formula=(
        "Procurements approved to compete, or further, whose project lead, procurement, legal, finance and contract "
        "manager are named, of all such procurements."
    ),
    of=Procurement,
    counted=past_the_plan,
    holds=measuring.with_whole_team,
    register=REGISTER,
    mend=_page("name-team"),
)
share_of(
    "ST-12.tagged",
    label="Procurements that serve an objective with a measure",
    formula=(
        "Procurements approved to compete, or further, with a corporate objective and its outcome measure, of all such "
        "procurements."
    ),
    of=Procurement,
    counted=past_the_plan,
    holds=measuring.with_objective,
    register=REGISTER,
    mend=_page("set-objectives"),
)
share_of(
    "SV-1.decided",
    label="Procurements with a decision about social value",
    formula=(
        "Procurements approved to compete, or further, with a recorded decision whether social value is in or out by "
        "the authority's rule, of all such procurements."
    ),
    of=Procurement,
    counted=past_the_plan,
    holds=lambda at: ~Q(social_value=""),
    register=REGISTER,
    mend=_page("decide-social-value"),
)
share_of(
    "SV-3.planned_weight",
    label="Procurements with social value that say its weight",
    formula="Procurements in which social value is in and has a weight, of all not abandoned in which it is in.",
    of=Procurement,
    counted=lambda at: Q(social_value=SocialValue.IN) & ~Q(status=State.ABANDONED),
    holds=lambda at: Q(social_value_weight__gt=0),
    register=REGISTER,
    mend=_page("decide-social-value"),
)
share_of(
    "SM-4.lots",
    label="Procurements with a reasoned decision about lots",
    formula="Procurements approved to compete, or further, with a decision about lots, of all such procurements.",
    of=Procurement,
    counted=past_the_plan,
    holds=lambda at: Q(lots_decided_on__isnull=False),
    register=REGISTER,
    mend=_page("set-lots"),
)
share_of(
    "ST-6.conflicts_assessed",
    label="Procurements with a conflicts assessment",
    formula=(
        "Procurements approved to compete, or further, with a conflicts assessment, of all such procurements; the Act "
        "asks for it where they are covered (PA 2023 s.83)."
    ),
    of=Procurement,
    counted=past_the_plan,
    holds=measuring.with_assessment,
    register=REGISTER,
    mend=_page("assess-conflicts"),
)
share_of(
    "SE-5.from_plan",
    label="Procurements that began from the pipeline",
    formula="Procurements not abandoned that began from an entry of the pipeline, of all not abandoned.",
    of=Procurement,
    counted=lambda at: ~Q(status=State.ABANDONED),
    holds=lambda at: Q(entry__isnull=False),
    register=REGISTER,
)
share_of(
    "ST-9.procurements",
    label="Procurements before the market with nothing to mend",
    formula=(
        "Procurements on which the market is not asked yet that say owner, department, budget line, kind, CPV code, "
        "estimate and the day from which they are needed, whose need lies ahead, whose owner works here and on which "
        "somebody acted in the last 365 days, of all on which the market is not asked yet."
    ),
    of=Procurement,
    counted=quality.before_the_market,
    holds=quality.has_nothing_to_mend,
    register=REGISTER,
    mend=quality.mend,
)
share_of(
    "SE-5.input",
    label="Relevant procurements with procurement, legal and finance in before the market",
    formula=(
        "Relevant procurements that went to the market in the last 365 days and had procurement, legal and finance "
        "named in their team on that day, of all of these. That they were named is counted, not what they said."
    ),
    of=Procurement,
    counted=lambda at: in_year("competed_on", at) & relevant(london(at).date()),
    holds=measuring.with_inputs,
    register=REGISTER,
    mend=_page("name-team"),
)
share_of(
    "SE-5.joint",
    label="Pounds awarded in joint procurements",
    formula=(
        "Estimated pounds, ex VAT, of procurements awarded in the last 365 days in which a partner authority takes "
        "part, of those of all awarded in that time; by the estimate, since not every award says its value."
    ),
    of=Procurement,
    counted=lambda at: in_year("awarded_on", at),
    holds=measuring.joint,
    register=REGISTER,
    mend=_page("set-partners"),
    weight="estimate_ex_vat",
)
share_of(
    "NX-3.invite",
    label="Relevant procurements that invite new ideas",
    formula=(
        "Relevant procurements approved to compete in the last 365 days that allow variants, specify outcomes or set "
        "a challenge, of all of these. What came of it is not counted yet."
    ),
    of=Procurement,
    counted=approved,
    holds=lambda at: Q(innovation__in=sorted(INVITING)),
    register=REGISTER,
    mend=_page("invite-ideas"),
)


@indicator(
    "BC-1.forecast_err",
    label="Difference between the forecast of the plan and the award",
    formula=(
        "The median of the difference between the value of the entry and the value awarded, ex VAT, as a share of the "
        "former (0.15 is 15 per cent), of procurements awarded in the last 365 days that began from the plan and say "
        "both."
    ),
    unit=Unit.COUNT,
)
def forecast_error(authorities: Sequence[int], at: datetime) -> Reading:
    """Give the median difference of a year."""
    on = london(at).date()
    found = measuring.forecast_errors(authorities, at, since=on - YEAR)
    value = median(found).quantize(Decimal("0.001")) if found else None
    return Reading(len(found), len(found), REGISTER, Unit.COUNT, value=value, cases=len(found))

"""What this package measures of its own cases: BC-4, SE-5, SM-4, ST-6, ST-9, ST-12, SV-1 and SV-3 at the plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from hub.platform.indicators.shares import share_of
from hub.procurement.models import Procurement
from hub.procurement.selectors import measuring, quality
from hub.procurement.terms import NOT_OVER, SocialValue, State

REGISTER = "/procurements/"
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

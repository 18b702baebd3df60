"""What this package measures: MC-1, MC-3, DT-2, BC-1, ST-9 and ST-10 of its contracts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from hub.contract import rules
from hub.contract.models import Contract
from hub.contract.selectors import measuring, quality
from hub.contract.terms import RUNNING, Tier
from hub.platform.act_table import get_act
from hub.platform.clock import london
from hub.platform.deadlines.selectors import acted_on, not_acted_on
from hub.platform.indicators import Failing, Failures, Reading, get_indicator, indicator
from hub.platform.indicators.shares import share_of
from hub.platform.words import date_long

ENDING = ("contract.decide_extension", "contract.start_next", "contract.give_notice", "contract.expire")
REGISTER = "/contracts/"


def in_force(at: datetime) -> Q:
    """Give the condition of the contracts in force."""
    return Q(status__in=sorted(RUNNING))


def over_25k(at: datetime) -> Q:
    """Give the condition of the contracts in force worth more than £25,000 ex VAT."""
    return in_force(at) & Q(value_ex_vat__gt=measuring.OVER_25K)


def strategic(at: datetime) -> Q:
    """Give the condition of the contracts in force that are managed most closely."""
    return in_force(at) & Q(tier=Tier.GOLD)


def settle(contract: Any, others: dict[str, Any]) -> None:
    """Count the missing facts of a contract that was taken back to an earlier day."""
    if "suppliers" in others:
        contract.supplier_name = others["suppliers"] or ""
    contract.missing_count = len(rules.missing(contract.facts()))


def mend(contract: Any) -> str:
    """Give the page where the facts of a contract are put right."""
    return f"{contract.get_absolute_url()}correct/"


def mend_missing(contract: Any) -> str:
    """Give the page where the first fact that a contract lacks is recorded."""
    gaps = rules.missing(contract.facts())
    return f"{contract.get_absolute_url()}{get_act(gaps[0].act).slug if gaps else 'correct'}/"


share_of(
    "MC-1.complete",
    label="Contracts in force with every required fact",
    formula="Contracts in force with no required fact missing, of all contracts in force.",
    of=Contract,
    counted=in_force,
    holds=lambda at: Q(missing_count=0),
    register=REGISTER,
    settle=settle,
    mend=mend_missing,
)
share_of(
    "MC-1.named",
    label="Contracts over £25,000 that somebody looks after",
    formula=(
        "Contracts in force worth more than £25,000 with an active manager and confirmed in the last 365 days, "
        "of all contracts in force worth more than £25,000."
    ),
    of=Contract,
    counted=over_25k,
    holds=measuring.looked_after,
    register=REGISTER,
    settle=settle,
)
share_of(
    "DT-2.online",
    label="Contracts in force with core facts and the signed paper",
    formula="Contracts in force with every required fact and a signed contract on file, of all contracts in force.",
    of=Contract,
    counted=in_force,
    holds=lambda at: Q(missing_count=0) & measuring.with_signed_paper(at),
    register=REGISTER,
    settle=settle,
    mend=lambda contract: f"{contract.get_absolute_url()}documents/",
)
share_of(
    "MC-3.clause",
    label="Contracts in force with a financial distress clause",
    formula="Contracts in force recorded as having a financial distress clause, of all contracts in force.",
    of=Contract,
    counted=in_force,
    holds=lambda at: Q(has_distress_clause=True),
    register=REGISTER,
    settle=settle,
    mend=mend,
)
share_of(
    "MC-3.clause_str",
    label="Gold contracts with a financial distress clause",
    formula="Gold contracts in force recorded as having a financial distress clause, of all gold contracts in force.",
    of=Contract,
    counted=strategic,
    holds=lambda at: Q(has_distress_clause=True),
    register=REGISTER,
    settle=settle,
    mend=mend,
)
share_of(
    "ST-10.raci",
    label="Contracts in force with an owner and a manager at work",
    formula="Contracts in force whose owner and manager are both active people, of all contracts in force.",
    of=Contract,
    counted=in_force,
    holds=lambda at: Q(owner__is_active=True, manager__is_active=True),
    register=REGISTER,
    settle=settle,
    mend=lambda contract: f"{contract.get_absolute_url()}transfer/",
)


def ending_in_two_years(at: datetime) -> Q:
    """Give the condition of the contracts in force that end within 24 months."""
    on = london(at).date()
    return in_force(at) & Q(ends_on__gte=on, ends_on__lte=on + measuring.TWO_YEARS)


share_of(
    "BC-1.planned",
    label="Contracts ending within 24 months, planned a year ahead",
    formula=(
        "Contracts in force that end within 24 months with an entry of the pipeline made at least 365 days before "
        "the end, of all contracts in force that end within 24 months."
    ),
    of=Contract,
    counted=ending_in_two_years,
    holds=lambda at: measuring.followed(at, days_ahead=365),
    register=REGISTER,
    settle=settle,
    mend=lambda contract: f"{contract.get_absolute_url()}plan-next/",
)
share_of(
    "BC-1.kept",
    label="Contracts over £25,000 ending within 24 months, on the pipeline",
    formula=(
        "Contracts in force worth more than £25,000 that end within 24 months with an entry of the pipeline, "
        "of all such contracts."
    ),
    of=Contract,
    counted=lambda at: ending_in_two_years(at) & Q(value_ex_vat__gt=measuring.OVER_25K),
    holds=measuring.followed,
    register=REGISTER,
    settle=settle,
    mend=lambda contract: f"{contract.get_absolute_url()}plan-next/",
)


def alerts_missed(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the alerts that nobody dealt with in time, one line for each."""
    rows = not_acted_on(authorities, ENDING, since=at - measuring.YEAR, until=at)
    seen: dict[str, Failing] = {}
    for alert in rows.iterator(chunk_size=500):
        seen.setdefault(alert.cause, Failing(alert.sentence, alert.link, f"Due {date_long(alert.due_on)}"))
    return Failures(len(seen), list(seen.values())[:most])


@indicator(
    "MC-1.acted",
    label="End, break and notice alerts acted on in time",
    formula="Alerts about an end, an extension or notice dealt with by their date, of all due in the last 365 days.",
    fails=alerts_missed,
)
def acted(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how many alerts were dealt with in time."""
    share = acted_on(authorities, ENDING, since=at - measuring.YEAR, until=at)
    return Reading(share.done, share.all, "/maturity/measures/MC-1.acted/")


for key, label, holds, page in (
    ("ST-9.complete", "Contracts in force whose record is complete", quality.is_complete, "correct/"),
    ("ST-9.valid", "Contracts in force whose record can be true", quality.is_valid, "correct/"),
    ("ST-9.fresh", "Contracts in force confirmed in the last 365 days", quality.is_fresh, "confirm/"),
):
    share_of(
        key,
        label=label,
        formula=f"{label}, of all contracts in force.",
        of=Contract,
        counted=in_force,
        holds=holds,
        register=REGISTER,
        settle=settle,
        mend=lambda contract, page=page: f"{contract.get_absolute_url()}{page}",  # type: ignore[misc]
    )


@indicator(
    "ST-9.dq",
    label="Required fields that are recorded, valid and fresh",
    formula=(
        "Required fields of contracts in force that are recorded, in records that can be true and were confirmed in "
        "the last 365 days, of all their required fields. Suppliers and procurements are not counted yet."
    ),
)
def data_quality(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure the quality of the register."""
    whole = get_indicator("ST-9.complete").measure(authorities, at)
    if whole.figure is None:
        return Reading(0, 0, "/maturity/quality/", reason=whole.reason, known_from=whole.known_from)
    good, fields = quality.good_fields(authorities, at, settle)
    return Reading(good, fields, "/maturity/quality/", cases=int(whole.denominator))

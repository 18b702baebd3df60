"""What this package measures: MC-1, MC-3, DT-2, BC-1, ST-9 and ST-10 of its contracts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from hub.contract import rules
from hub.contract.models import Contract
from hub.contract.selectors import measuring, quality, supplier_quality
from hub.contract.selectors.measuring import in_force, over_25k, strategic
from hub.platform import clock
from hub.platform.act_table import get_act
from hub.platform.clock import london
from hub.platform.deadlines.selectors import acted_on, acted_on_in_time, not_acted_on
from hub.platform.indicators import Failing, Failures, Reading, get_indicator, indicator
from hub.platform.indicators.lists import lists_of
from hub.platform.indicators.shares import share_of
from hub.platform.words import date_long, list_of, lower_first, plural
from hub.procurement.selectors.quality import FIELDS as CASE_FIELDS
from hub.procurement.selectors.quality import judged

ENDING = ("contract.decide_extension", "contract.start_next", "contract.give_notice", "contract.expire")
REGISTER = "/contracts/"


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


def lacks(contract: Any) -> str:
    """Say which required facts a contract lacks."""
    return f"Not recorded: {list_of([lower_first(gap.label) for gap in rules.missing(contract.facts())])}"


def unattended(contract: Any) -> str:
    """Say why nobody counts as looking after a contract."""
    if contract.manager_id is None:
        return "It has no manager"
    on = contract.confirmed_on
    if on is None:
        return "Nobody ever confirmed it"
    is_old = on <= clock.today() - measuring.YEAR
    return f"Last confirmed on {date_long(on)}" if is_old else "Its manager no longer works here"


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
    why=lacks,
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
    why=unattended,
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
    return _causes(not_acted_on(authorities, ENDING, since=at - measuring.YEAR, until=at), most)


def alerts_met(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the alerts that somebody dealt with in time, one line for each."""
    return _causes(acted_on_in_time(authorities, ENDING, since=at - measuring.YEAR, until=at), most)


def _causes(rows: Any, most: int) -> Failures:
    """Give what alerts are about, once however many people heard of it."""
    seen: dict[str, Failing] = {}
    for alert in rows.iterator(chunk_size=500):
        seen.setdefault(alert.cause, Failing(alert.sentence, alert.link, f"Due {date_long(alert.due_on)}"))
    return Failures(len(seen), list(seen.values())[:most])


@indicator(
    "MC-1.acted",
    label="End, break and notice alerts acted on in time",
    formula="Alerts about an end, an extension or notice dealt with by their date, of all due in the last 365 days.",
    fails=alerts_missed,
    meets=alerts_met,
)
def acted(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how many alerts were dealt with in time."""
    share = acted_on(authorities, ENDING, since=at - measuring.YEAR, until=at)
    return Reading(share.done, share.all, **lists_of("MC-1.acted", at))


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


def suppliers_to_mend(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the suppliers of contracts in force that lack a number or may stand here twice."""
    rows = supplier_quality.failing(authorities)
    shown = [Failing(each.name, supplier_quality.mend(each), supplier_quality.why(each)) for each in rows[:most]]
    return Failures(rows.count(), shown)


def good_suppliers(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the suppliers of contracts in force with nothing to mend."""
    rows = supplier_quality.meeting(authorities)
    told = [Failing(each.name, each.get_absolute_url(), plural(each.good, "field")) for each in rows[:most]]
    return Failures(rows.count(), told)


@indicator(
    "ST-9.suppliers",
    label="Suppliers of contracts in force that stand once, with their number",
    formula=(
        "Suppliers of contracts in force with a company or charity number, unless they are of a sort that has none, "
        "and with no other entry that may be the same, of all suppliers of contracts in force."
    ),
    fails=suppliers_to_mend,
    meets=good_suppliers,
)
def supplier_records(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure how many suppliers are recorded as they should be."""
    found = supplier_quality.fields_of(authorities)
    return Reading(found.good_suppliers, found.suppliers, **lists_of("ST-9.suppliers", at), note=as_of_today(at))


def as_of_today(at: datetime) -> str:
    """Say of a past moment that suppliers are read as they stand today."""
    today = clock.today()
    return "" if london(at).date() >= today else f"Suppliers as they stand on {date_long(today)}."


def records_to_mend(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the contracts, then the suppliers, then the procurements, with fields that do not count."""
    lost = quality.fields_by_contract(authorities, at, settle, is_good=False, most=most)
    told = [Failing(label, href, f"{plural(count, 'field')} to mend") for label, href, count in lost.rows]
    suppliers = suppliers_to_mend(authorities, at, most)
    cases = [each for each in judged(authorities, at) if each.good < CASE_FIELDS]
    more = [Failing(str(one.case), one.mend, f"{plural(CASE_FIELDS - one.good, 'field')}: {one.why}") for one in cases]
    return Failures(lost.total + suppliers.total + len(cases), [*told, *suppliers.rows, *more][:most])


def records_that_count(authorities: Sequence[int], at: datetime, most: int) -> Failures:
    """Give the contracts, then the suppliers, then the procurements, with fields that count, and how many."""
    kept = quality.fields_by_contract(authorities, at, settle, is_good=True, most=most)
    told = [Failing(label, href, plural(count, "field")) for label, href, count in kept.rows]
    rows = supplier_quality.in_force(authorities).filter(good__gt=0).order_by("name", "pk")
    more = [Failing(each.name, each.get_absolute_url(), plural(each.good, "field")) for each in rows[:most]]
    cases = [each for each in judged(authorities, at) if each.good]
    last = [Failing(str(one.case), one.case.get_absolute_url(), plural(one.good, "field")) for one in cases]
    return Failures(kept.total + rows.count() + len(cases), [*told, *more, *last][:most])


@indicator(
    "ST-9.dq",
    label="Required fields that are recorded, valid and fresh",
    formula=(
        "Required fields of contracts in force that are recorded, in records that can be true and were confirmed in "
        "the last 365 days, and names and register numbers of their suppliers that are recorded, where no other entry "
        "may be the same supplier, and those of procurements on which the market is not asked yet that are recorded, "
        "in records that can be true and were worked on in the last 365 days; of all these fields."
    ),
    fails=records_to_mend,
    meets=records_that_count,
)
def data_quality(authorities: Sequence[int], at: datetime) -> Reading:
    """Measure the quality of contracts, of their suppliers and of procurements."""
    whole = get_indicator("ST-9.complete").measure(authorities, at)
    cases = judged(authorities, at)
    if whole.figure is None and not cases:
        return Reading(0, 0, "/maturity/quality/", reason=whole.reason, known_from=whole.known_from)
    good, fields = quality.good_fields(authorities, at, settle)
    of_suppliers = supplier_quality.fields_of(authorities)
    return Reading(
        good + of_suppliers.good + sum(each.good for each in cases),
        fields + of_suppliers.all + CASE_FIELDS * len(cases),
        **lists_of("ST-9.dq", at),
        cases=int(whole.denominator) + of_suppliers.suppliers + len(cases),
        note=as_of_today(at),
    )

"""Propose, plan, revise, start and drop entries of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hub.law.findings import Finding
from hub.pipeline import acts, rules, selectors, starting
from hub.pipeline.models import PipelineEntry
from hub.pipeline.rules.entries import Plan
from hub.pipeline.rules.workload import norm_for, work_begins
from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority

SERIES = "PIP"


def propose(
    *,
    authority: Authority,
    facts: Mapping[str, Any],
    needed_on: date | None = None,
    start_by: date | None = None,
    origin: rules.Origin | None = None,
    by: Actor,
    at: datetime,
) -> PipelineEntry:
    """Propose an entry; one that follows a record takes its reference and end from it.

    :param facts: what ``rules.Fact`` names: title, description, department, main_cpv, category, value_ex_vat,
        budget_line, owner, entry_kind, has_need.
    :param needed_on: the day from which it is needed; the day after the end of what it follows unless given.
    :raises Refused: when the record has an entry already.
    """
    if unknown := set(facts) - rules.CARRIED:
        raise ValueError(f"These are not facts of an entry: {sorted(unknown)}")
    on = london(at).date()
    given = {"entry_kind": rules.kind_of(origin), **facts}
    entry = PipelineEntry(authority=authority, proposed_on=on, needed_on=needed_on, start_by=start_by, **given)
    if origin is not None:
        _follow(entry, origin, on)
    _count_back(entry, on)
    with create(acts.PROPOSE, entry, by=by, at=at):
        entry.reference = take(SERIES, authority, year=on.year)[0]
        entry.save()
    return entry


def _follow(entry: PipelineEntry, origin: rules.Origin, on: date) -> None:
    if (known := selectors.following(origin.kind, origin.pk)) is not None:
        message = f"{origin.reference} is followed by {known.reference} already. Open that entry."
        raise Refused(acts.PROPOSE, [Finding("followed", message, cure=known.get_absolute_url())])
    entry.origin_kind, entry.origin_id = origin.kind, origin.pk
    entry.origin_reference, entry.origin_page, entry.origin_ends_on = origin.reference, origin.page, origin.ends_on
    entry.days_ahead = (origin.ends_on - on).days
    entry.needed_on = entry.needed_on or origin.ends_on + timedelta(days=1)


def _count_back(entry: PipelineEntry, on: date) -> None:
    """Say when the work begins, by the norms of the day; an entry without dates has none."""
    if entry.start_by is None and entry.needed_on is not None:
        norm = norm_for(selectors.norms(entry.authority, on=on).effort, entry.procedure, entry.tier)
        entry.work_from = work_begins(None, entry.needed_on, norm)
    else:
        entry.work_from = entry.start_by
    if entry.budget_year is None and entry.needed_on is not None:
        entry.budget_year = rules.financial_year_of(entry.needed_on)


def plan(
    entry: PipelineEntry,
    *,
    owner: Person,
    needed_on: date,
    start_by: date | None,
    value_ex_vat: Decimal | None,
    budget_line: str = "",
    facts: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> PipelineEntry:
    """Take a proposed entry into the plan: who sees to it, from when, for how much, from which budget.

    :param value_ex_vat: pounds without VAT.
    :param facts: further facts, as ``rules.SETTLED`` names them; what is left out stays as it is.
    :raises Refused: when the dates cannot be.
    """
    with perform(acts.PLAN, entry, by=by, at=at, version=version):
        entry.value_ex_vat, entry.budget_line = value_ex_vat, budget_line
        _settle(acts.PLAN, entry, Plan(start_by, needed_on, value_ex_vat), facts or {})
        _set(entry, owner, london(at).date())
    return entry


def revise(
    entry: PipelineEntry,
    *,
    owner: Person,
    needed_on: date,
    start_by: date | None,
    value_ex_vat: Decimal | None,
    budget_line: str = "",
    facts: Mapping[str, Any] | None = None,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> PipelineEntry:
    """Change a planned entry, with the reason.

    :param facts: further facts, as ``rules.SETTLED`` names them; what is left out stays as it is.
    :raises Refused: when the dates cannot be.
    """
    with perform(acts.REVISE, entry, by=by, at=at, version=version) as done:
        entry.value_ex_vat, entry.budget_line = value_ex_vat, budget_line
        _settle(acts.REVISE, entry, Plan(start_by, needed_on, value_ex_vat), facts or {})
        _set(entry, owner, london(at).date())
        done.note(reason)
    return entry


def _settle(act: Act, entry: PipelineEntry, given: Plan, facts: Mapping[str, Any]) -> None:
    """Take over dates and facts, or refuse those that cannot be."""
    if unknown := set(facts) - rules.SETTLED:
        raise ValueError(f"These are not settled when an entry is planned: {sorted(unknown)}")
    for name, value in facts.items():
        setattr(entry, name, value)
    whole = Plan(
        given.start_by,
        given.needed_on,
        given.value_ex_vat,
        entry.value_inc_vat,
        entry.ends_on,
        entry.advertise_on,
    )
    if found := list(rules.bars_to_planning(whole)):
        raise Refused(act, found)
    entry.needed_on, entry.start_by = given.needed_on, given.start_by


def _set(entry: PipelineEntry, owner: Person, on: date) -> None:
    """Save an entry; a last safe start that nobody gives is worked out by the law, where enough is known."""
    entry.owner = owner
    if entry.start_by is None and entry.needed_on is not None:
        entry.start_by = starting.safe_start(entry, on)
    _count_back(entry, on)
    entry.save()


def start(
    entry: PipelineEntry,
    *,
    case: rules.Case | None = None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> PipelineEntry:
    """Record that the procurement has started, and which case it is; the package of the case calls this.

    :param case: the record that began from the entry; None where it is run outside the Hub.
    """
    with perform(acts.START, entry, by=by, at=at, version=version) as done:
        entry.started_on = london(at).date()
        if case is not None:
            entry.case_kind, entry.case_id = case.kind, case.pk
            entry.case_reference, entry.case_page = case.reference, case.page
            done.note(case=case.reference)
        entry.save()
    return entry


def drop(entry: PipelineEntry, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> PipelineEntry:
    """Say that it will not be bought, and why."""
    with perform(acts.DROP, entry, by=by, at=at, version=version) as done:
        entry.save()
        done.note(reason)
    return entry


def hand_over(
    entry: PipelineEntry, *, owner: Person, by: Actor, at: datetime, version: int | None = None
) -> PipelineEntry:
    """Give an entry to somebody else to see to; its dates stay."""
    with perform(acts.HAND_OVER, entry, by=by, at=at, version=version):
        entry.owner = owner
        entry.save()
    return entry

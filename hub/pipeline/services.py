"""What can be done to the forward plan, one function for each act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hub.law.findings import Finding
from hub.pipeline import acts, rules, selectors
from hub.pipeline.models import PipelineEntry
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

    :param facts: title, description, department, main_cpv, category, value_ex_vat, owner.
    :param needed_on: the day from which it is needed; the day after the end of what it follows unless given.
    :raises Refused: when the record has an entry already.
    """
    if unknown := set(facts) - rules.CARRIED:
        raise ValueError(f"These are not facts of an entry: {sorted(unknown)}")
    on = london(at).date()
    entry = PipelineEntry(authority=authority, proposed_on=on, needed_on=needed_on, start_by=start_by, **facts)
    if origin is not None:
        _follow(entry, origin, on)
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


def plan(
    entry: PipelineEntry,
    *,
    owner: Person,
    needed_on: date,
    start_by: date | None,
    value_ex_vat: Decimal | None,
    budget_line: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> PipelineEntry:
    """Take a proposed entry into the plan: who sees to it, from when, for how much, from which budget.

    :param value_ex_vat: pounds without VAT.
    :raises Refused: when the dates cannot be.
    """
    with perform(acts.PLAN, entry, by=by, at=at, version=version):
        if found := list(rules.bars_to_planning(start_by, needed_on, value_ex_vat)):
            raise Refused(acts.PLAN, found)
        _settle(entry, owner, needed_on, start_by)
        entry.value_ex_vat, entry.budget_line = value_ex_vat, budget_line
        entry.save()
    return entry


def revise(
    entry: PipelineEntry,
    *,
    owner: Person,
    needed_on: date,
    start_by: date | None,
    value_ex_vat: Decimal | None,
    budget_line: str = "",
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> PipelineEntry:
    """Change a planned entry, with the reason.

    :raises Refused: when the dates cannot be.
    """
    with perform(acts.REVISE, entry, by=by, at=at, version=version) as done:
        if found := list(rules.bars_to_planning(start_by, needed_on, value_ex_vat)):
            raise Refused(acts.REVISE, found)
        _settle(entry, owner, needed_on, start_by)
        entry.value_ex_vat, entry.budget_line = value_ex_vat, budget_line
        entry.save()
        done.note(reason)
    return entry


def start(entry: PipelineEntry, *, by: Actor, at: datetime, version: int | None = None) -> PipelineEntry:
    """Record that the procurement has started."""
    with perform(acts.START, entry, by=by, at=at, version=version):
        entry.save()
    return entry


def drop(entry: PipelineEntry, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> PipelineEntry:
    """Say that it will not be bought, and why."""
    with perform(acts.DROP, entry, by=by, at=at, version=version) as done:
        entry.save()
        done.note(reason)
    return entry


def _settle(entry: PipelineEntry, owner: Person, needed_on: date, start_by: date | None) -> None:
    entry.owner, entry.needed_on, entry.start_by = owner, needed_on, start_by

"""Make the entry of the pipeline that follows a contract (BC-1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hub.contract import acts, selectors
from hub.contract.models import Contract
from hub.law.findings import Finding
from hub.pipeline import selectors as pipeline
from hub.pipeline import services as planning
from hub.pipeline.models import PipelineEntry
from hub.pipeline.rules import Origin
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import perform, together
from hub.platform.clock import london
from hub.platform.several import Several, sort_out


@bars(acts.PLAN_NEXT)
def _may_plan(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    found = []
    if not contract.is_running:
        found.append(Finding("not_running", "Only a contract in force is planned on from. This one is not."))
    if contract.ends_on is None:
        message = "The end date is not recorded. Record it first."
        found.append(Finding("no_end", message, cure=f"{contract.get_absolute_url()}correct/dates/"))
    if (entry := pipeline.following(Contract.kind(), contract.pk)) is not None:
        message = f"{entry.reference} follows this contract already."
        found.append(Finding("followed", message, cure=entry.get_absolute_url()))
    return found


def plan_next(contract: Contract, *, by: Actor, at: datetime, version: int | None = None) -> PipelineEntry:
    """Put what follows a contract on the pipeline: reference, dates and value are carried over, nothing is typed twice.

    :raises Refused: when the contract has no end, is not in force, or is followed already.
    """
    with perform(acts.PLAN_NEXT, contract, by=by, at=at, version=version) as entry:
        assert contract.ends_on is not None  # the guard has looked
        back = selectors.countback(contract, on=london(at).date())
        made = planning.propose(
            authority=contract.authority,
            facts={
                "title": contract.title,
                "description": contract.description,
                "department": contract.department,
                "main_cpv": contract.main_cpv,
                "category": contract.category,
                "value_ex_vat": contract.value_ex_vat,
                "owner": contract.owner or contract.manager,
            },
            start_by=back.start_by if back else None,
            origin=Origin(
                Contract.kind(), contract.pk, contract.reference, contract.get_absolute_url(), contract.ends_on
            ),
            by=by,
            at=at,
        )
        entry.note(pipeline_entry=made.pk)
    return made


def sort_for_planning(contracts: Sequence[Contract], *, by: Actor, at: datetime) -> Several:
    """Tell which of some contracts can be followed by an entry, and why not the others."""
    return sort_out(acts.PLAN_NEXT, contracts, by=by, at=at)


def plan_next_several(contracts: Sequence[Contract], *, by: Actor, at: datetime) -> Several:
    """Put what follows several contracts on the pipeline; those for which it is barred are left, with the reason."""
    found = sort_for_planning(contracts, by=by, at=at)
    with together():
        for contract in found.done:
            plan_next(contract, by=by, at=at)
    return found

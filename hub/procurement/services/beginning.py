"""Open a case file: from an entry of the pipeline, with all that it says, or directly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hub.law.findings import Finding
from hub.pipeline import services as pipeline
from hub.pipeline.models import PipelineEntry
from hub.pipeline.rules import Case
from hub.pipeline.terms import State as EntryState
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform_many, together
from hub.platform.clock import london
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority
from hub.procurement import acts, rules, selectors
from hub.procurement.models import Estimate, Procurement
from hub.procurement.services import estimating, planning

SERIES = "PRC"


def begin(
    *,
    authority: Authority,
    facts: Mapping[str, Any],
    estimate: rules.Typed | None = None,
    entry: PipelineEntry | None = None,
    rules_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Procurement:
    """Open a case file; its regime is fixed on today unless another day is given.

    :param facts: see ``rules.FACTS``; the title at least.
    :param estimate: the value, with its VAT treatment and method.
    :param entry: what it begins from; ``begin_from`` carries its facts over.
    :raises Refused: when facts contradict each other, or the estimate does not say how VAT is charged.
    """
    if unknown := set(facts) - rules.FACTS:
        raise ValueError(f"These are not facts of a procurement: {sorted(unknown)}")
    on = london(at).date()
    procurement = Procurement(authority=authority, began_on=on, rules_on=rules_on or on, entry=entry, **facts)
    with create(acts.BEGIN, procurement, by=by, at=at) as done:
        refuse(acts.BEGIN, rules.contradictions(facts, on=on))
        procurement.owner_id = procurement.owner_id or by.person_id
        procurement.start_on = procurement.start_on or on
        if estimate is not None:
            estimating.work_out(acts.BEGIN, procurement, estimate, on=on)
        procurement.reference = take(SERIES, authority, year=on.year)[0]
        procurement.save()
        if estimate is not None:
            estimating.keep(procurement, estimate, on=on, by=by)
        planning.first_plan(procurement, on=on, by=by)
        procurement.save()
        if entry is not None:
            done.note(began_from=entry.reference)
    return procurement


def begin_from(
    entry: PipelineEntry,
    *,
    vat_treatment: str = "",
    contract_kind: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Open the case file of an entry of the pipeline: all its values are carried over, and the entry has started.

    :param vat_treatment: how VAT is charged on the value of the plan, where the plan does not say it with VAT too.
    :param contract_kind: what it is mainly for, where the entry does not say.
    :param version: the version of the entry that the person saw.
    :raises Refused: when it has a case already, cannot start, or its value lacks a VAT treatment.
    """
    with together():
        # Two people may begin it at one moment: the second waits here, and then reads what the first began.
        entry.refresh_from_db(from_queryset=PipelineEntry.objects.select_for_update())
        if (known := selectors.from_entry(entry)) is not None:
            message = f"{entry.reference} has become {known.reference} already. Open that case."
            raise Refused(acts.BEGIN, [Finding("begun", message, cure=known.get_absolute_url())])
        facts = rules.carried(entry)
        facts["contract_kind"] = contract_kind or facts.get("contract_kind", "")
        typed = rules.value_of(entry, vat_treatment, selectors.vat_percents(on=london(at).date()))
        made = begin(authority=entry.authority, facts=facts, estimate=typed, entry=entry, by=by, at=at)
        # An entry whose first case was abandoned has started already; a second case takes its place.
        if entry.status != EntryState.STARTED:
            case = Case(made.kind(), made.pk, made.reference, made.get_absolute_url())
            pipeline.start(entry, case=case, by=by, at=at, version=version)
    return made


@dataclass(frozen=True)
class Listed:
    """One case of a list that is taken over: its facts, and its estimate."""

    facts: Mapping[str, Any]
    estimate: rules.Typed


def begin_many(*, authority: Authority, listed: Sequence[Listed], by: Actor, at: datetime) -> list[Procurement]:
    """Open many cases at once, such as those of a list that is taken over from an older system.

    :raises Refused: when facts of one contradict each other, or an estimate does not say how VAT is charged.
    """
    on = london(at).date()
    made = []
    for one in listed:
        refuse(acts.BEGIN, rules.contradictions(one.facts, on=on))
        case = Procurement(authority=authority, began_on=on, rules_on=on, start_on=on, **one.facts)
        case.owner_id = case.owner_id or by.person_id
        estimating.work_out(acts.BEGIN, case, one.estimate, on=on)
        made.append(case)

    def write(cases: list[Procurement]) -> None:
        for case, reference in zip(cases, take(SERIES, authority, year=on.year, count=len(cases)), strict=True):
            case.reference = reference
        Procurement.objects.bulk_create(cases)
        rows = [estimating.row_of(case, one.estimate, number=1, on=on, by=by)
                for case, one in zip(cases, listed, strict=True)]  # fmt: skip
        Estimate.objects.bulk_create(rows)

    perform_many(acts.BEGIN, made, by=by, at=at, write=write)
    return made

"""Open a case file: from an entry of the pipeline, with all that it says, or directly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from hub.law.findings import Finding
from hub.pipeline import services as pipeline
from hub.pipeline.models import PipelineEntry
from hub.pipeline.terms import State as EntryState
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, together
from hub.platform.clock import london
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority
from hub.procurement import acts, rules, selectors
from hub.procurement.models import Procurement
from hub.procurement.services import estimating, planning
from hub.procurement.services.guarding import refuse
from hub.procurement.terms import EstimateMethod, VatBasis

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

    :param vat_treatment: how VAT is charged on the value of the plan, which is without VAT.
    :param contract_kind: what it is mainly for, where the entry does not say.
    :param version: the version of the entry that the person saw.
    :raises Refused: when it has a case already, cannot start, or its value lacks a VAT treatment.
    """
    if (known := selectors.from_entry(entry)) is not None:
        message = f"{entry.reference} has become {known.reference} already. Open that case."
        raise Refused(acts.BEGIN, [Finding("begun", message, cure=known.get_absolute_url())])
    facts = rules.carried(entry)
    facts["contract_kind"] = contract_kind or facts.get("contract_kind", "")
    typed = None
    if entry.value_ex_vat is not None:
        how = f"Carried over from {entry.reference}."
        typed = rules.Typed(
            amount=entry.value_ex_vat, basis=VatBasis.EX, treatment=vat_treatment, method=EstimateMethod.FROM_PLAN,
            how=how,
        )  # fmt: skip
    with together():
        made = begin(authority=entry.authority, facts=facts, estimate=typed, entry=entry, by=by, at=at)
        # An entry whose first case was abandoned has started already; a second case takes its place.
        if entry.status != EntryState.STARTED:
            pipeline.start(entry, by=by, at=at, version=version)
    return made

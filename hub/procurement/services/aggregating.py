"""Decide which purchases count together with a case (PA 2023 Sch 3 para 4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from hub.law import valuation
from hub.law.findings import Finding
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london
from hub.procurement import acts, selectors
from hub.procurement.models import Neighbour, Procurement
from hub.procurement.rules.standing import kind_of
from hub.procurement.selectors.neighbours import Found


def aggregate(
    procurement: Procurement,
    *,
    together: Collection[str],
    good_reason: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Say which of the purchases that look alike could be one contract with this one; the law works out what counts.

    :param together: tokens of those that could reasonably be supplied under one contract.
    :param good_reason: why they are valued apart all the same; empty if they are not.
    :raises Refused: when kind or value are not known, or a purchase that counts has no value.
    """
    on = london(at).date()
    with perform(acts.AGGREGATE, procurement, by=by, at=at, version=version) as done:
        found = selectors.neighbours(procurement, by, on=on)
        counted = _counted(procurement, found, together, good_reason)
        procurement.aggregate_inc_vat = counted
        procurement.aggregation_reason, procurement.aggregated_on = good_reason, on
        procurement.save()
        before = sorted(str(row) for row in procurement.neighbours.all() if row.counts_together)
        for row in procurement.neighbours.all():
            row.delete()
        for one in found:
            bought = one.purchase
            Neighbour(
                procurement=procurement, source=bought.source, source_id=bought.key, reference=bought.reference[:60],
                title=bought.title[:400], page=bought.page[:250], value_inc_vat=bought.value_inc_vat,
                counts_together=bought.token in together, decided_on=on,
            ).save()  # fmt: skip
        after = sorted(str(row) for row in procurement.neighbours.all() if row.counts_together)
        done.changed("purchases that count together", before, after)
        done.note(good_reason)
    return procurement


def _counted(
    procurement: Procurement, found: list[Found], together: Collection[str], good_reason: str
) -> Decimal | None:
    kind = kind_of(procurement.contract_kind, procurement.is_light_touch)
    value = procurement.estimate_inc_vat
    if kind is None or value is None:
        words = "Say first what it is mainly for and estimate its value, so that it can be compared."
        raise Refused(acts.AGGREGATE, [Finding("unknown", words, cure="procurement.estimate")])
    chosen = [one.purchase for one in found if one.purchase.token in together]
    if unknown := [one.reference for one in chosen if one.value_inc_vat is None]:
        words = f"Nobody recorded the value of {', '.join(unknown)}. Record it there first, since it counts here."
        raise Refused(acts.AGGREGATE, [Finding("no_value", words, "PA 2023 Sch 3 para 4")])
    planned = [
        valuation.PlannedContract(
            title=one.title, kind=one.kind or kind, value_inc_vat=one.value_inc_vat or Decimal(0), could_be_one=True
        )
        for one in chosen
    ]
    own = valuation.PlannedContract(title=procurement.title, kind=kind, value_inc_vat=value, could_be_one=bool(chosen))
    facts = valuation.AggregationFacts(
        on=procurement.rules_on, contracts=(own, *planned), good_reason=good_reason.strip() or None
    )
    answer = valuation.aggregation(facts, tables=selectors.tables_for(procurement))
    if answer.result is None:
        raise Refused(acts.AGGREGATE, answer.findings)
    return answer.result.contracts[0].value_inc_vat

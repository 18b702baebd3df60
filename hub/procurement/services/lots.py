"""Decide about lots, or why there are none (PA 2023 s.18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from hub.law import lots as law
from hub.law.findings import Finding, Severity
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.clock import london
from hub.platform.words import money
from hub.procurement import acts, selectors
from hub.procurement.models import Lot, Procurement


@dataclass(frozen=True)
class LotTerms:
    """One lot as somebody names it."""

    number: str
    title: str
    value_ex_vat: Decimal | None = None
    suits_smes: bool | None = None


@dataclass(frozen=True, kw_only=True)
class LotDecision:
    """What was found when lots were considered.

    Args:
        could_be_several: the whole could reasonably be supplied under more than one contract.
        suitable: such contracts could suitably be awarded in lots.
        lots: the lots; none when it is awarded as one.
        reason: why there are none although they would suit.
    """

    could_be_several: bool
    suitable: bool
    lots: Sequence[LotTerms] = ()
    reason: str = ""


def set_lots(
    procurement: Procurement, *, decision: LotDecision, by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Record the decision about lots.

    :raises Refused: when a reason is owed, lots contradict what was found, or two lots have one number.
    """
    with perform(acts.SET_LOTS, procurement, by=by, at=at, version=version) as done:
        refuse(acts.SET_LOTS, _bars(procurement, decision))
        before = [_words(lot) for lot in procurement.lots.all()]
        for lot in procurement.lots.all():
            lot.delete()
        for each in decision.lots:
            Lot(
                procurement=procurement, number=each.number, title=each.title, value_ex_vat=each.value_ex_vat,
                suits_smes=each.suits_smes,
            ).save()  # fmt: skip
        procurement.could_be_several, procurement.lots_suitable = decision.could_be_several, decision.suitable
        procurement.no_lots_reason = "" if decision.lots else decision.reason
        procurement.lots_decided_on = london(at).date()
        procurement.save()
        done.changed("lots", before, [_words(lot) for lot in procurement.lots.all()])
        done.note(decision.reason)
    return procurement


def _bars(procurement: Procurement, decision: LotDecision) -> list[Finding]:
    numbers = [each.number for each in decision.lots]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    found = [Finding("twice", f"Two lots have the number {number}. Give each its own.") for number in twice]
    if len(numbers) == 1:
        found.append(Finding("one_lot", "One lot is no division. Name at least two, or none.", "PA 2023 s.18(1)"))
    known = selectors.standing_of(procurement)
    facts = law.LotsFacts(
        covered=bool(known and known.covered),
        could_be_several=decision.could_be_several,
        lots_suitable=decision.suitable,
        by_lots=bool(decision.lots),
        reasons_given=None if decision.lots else bool(decision.reason),
    )
    answer = law.lots(facts, tables=selectors.tables_for(procurement))
    return found + [_plainly(one) for one in answer.findings if one.severity is Severity.BLOCK]


def _plainly(finding: Finding) -> Finding:
    if finding.code == "lots_reasons":
        words = "Lots would suit and there are none. Say why: the tender notice gives these reasons."
        return Finding(finding.code, words, finding.citation, cure="reason")
    _, _, words = finding.message.partition(": ")
    return Finding(finding.code, words or finding.message, finding.citation)


def _words(lot: Lot) -> str:
    worth = f", {money(lot.value_ex_vat)} ex VAT" if lot.value_ex_vat is not None else ""
    return f"{lot.number} {lot.title}{worth}"

"""Which threshold applies, and whether a contract reaches it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided
from hub.law.facts import Ask, facts, result
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import ContractKind


@facts
class ThresholdFacts:
    """What decides whether a contract is covered."""

    on: Annotated[date, Ask("When did the procurement commence?", "The day of its first notice or invitation.")]
    kind: Annotated[ContractKind, Ask("What is the contract mainly for?")]
    value_inc_vat: Annotated[Decimal, Ask("What is its estimated value in pounds, including VAT?")]


@result
class Threshold:
    """The threshold in pounds including VAT, and whether the value reaches it."""

    threshold_inc_vat: Decimal
    covered: bool


@rule(
    "threshold",
    title="Does this contract reach the threshold?",
    citation="PA 2023 s.3(4), Sch 1",
    topic="Which law",
)
def threshold(facts: ThresholdFacts, *, tables: Tables) -> Answer[Threshold]:
    """Compare a value with the threshold of its kind.

    A contract is a public contract when its estimated value is not less than the threshold of its kind
    (PA 2023 s.3(4), Sch 1). The value includes VAT (PA 2023 s.123(2)). The threshold is that of the day on which the
    procurement commenced (SI 2025/1200 reg 3).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    if facts.value_inc_vat < 0:
        return undecided(bad("value_inc_vat", "A contract cannot be worth less than nothing.", "PA 2023 s.4"))
    amount = tables.amount("thresholds", facts.kind, on=facts.on)
    taken = check(
        "not_exempted",
        "Taken as met: the contract is for pecuniary interest and is not an exempted contract.",
        "PA 2023 s.3(2), Sch 2",
    )
    return Answer(Threshold(threshold_inc_vat=amount, covered=facts.value_inc_vat >= amount), (taken,))

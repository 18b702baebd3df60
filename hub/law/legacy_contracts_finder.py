"""Whether an award under the old regulations is published on Contracts Finder."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, inform, undecided
from hub.law.contract_entered import negative
from hub.law.facts import Ask, facts, result
from hub.law.legacy_duties import OLD, TABLE, TOPIC, doubts, early
from hub.law.registry import rule
from hub.law.tables import Tables

CODE = "contracts_finder"
NO_NUMBER = inform(
    "reasonable_time",
    "Publish within a reasonable time after the award; the regulations set no number of days.",
    "PCR 2015 reg 112",
)


@facts
class LegacyFinderFacts:
    """An award under the old regulations, and what it is worth."""

    awarded_on: Annotated[date, Ask("When was the contract awarded?", "An order under a framework counts too.")]
    value_inc_vat: Annotated[Decimal, Ask("What is it worth in pounds, including VAT?")]


@result
class LegacyFinder:
    """Whether the award is published on Contracts Finder, and the day from which that is due."""

    required: bool
    due_from: date | None


@rule(
    "legacy-contracts-finder",
    title="Must an award under the old regulations go on Contracts Finder?",
    citation="PCR 2015 reg 112",
    topic=TOPIC,
)
def legacy_contracts_finder(facts: LegacyFinderFacts, *, tables: Tables) -> Answer[LegacyFinder]:
    """Say whether an award under the old regulations is published on Contracts Finder.

    An award of at least £30,000 including VAT is published there within a reasonable time, and so is an order under a
    framework (PCR 2015 reg 112). The amount is that of an authority that is not central government
    (PCR 2015 reg 109(2)).
    """
    if wrong := [*early(tables, CODE, awarded_on=facts.awarded_on), *negative(facts.value_inc_vat)]:
        return undecided(*wrong)
    row = tables.row(TABLE, CODE, on=facts.awarded_on)
    found = (OLD, *doubts(row))
    if facts.value_inc_vat < row.amount:
        return Answer(LegacyFinder(required=False, due_from=None), found, "PCR 2015 reg 109(2)")
    return Answer(LegacyFinder(required=True, due_from=facts.awarded_on), (*found, NO_NUMBER), "PCR 2015 reg 112")

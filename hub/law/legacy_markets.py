"""How long the standing lists of suppliers from before the 2023 Act last."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated

from hub.law.answers import Answer, warn
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Row, Tables
from hub.law.terms import Term


class LegacyMarket(Term):
    """A standing list of suppliers from before the 2023 Act (SI 2024/716 regs 5, 8)."""

    PCR15_DPS = "pcr15_dps", "Dynamic purchasing system under the Public Contracts Regulations 2015"
    UCR16_DPS = "ucr16_dps", "Dynamic purchasing system under the Utilities Contracts Regulations 2016"
    UCR16_QUALIFICATION_SYSTEM = "ucr16_qualification_system", "Qualification system under the 2016 Regulations"


@facts
class LegacyMarketFacts:
    """What decides how long an older standing list lasts."""

    kind: Annotated[LegacyMarket, Ask("What kind of list is it?")]
    on: Annotated[date, Ask("For which day do you ask?")]
    ends_on: Annotated[date | None, Ask("When does it end by its own terms?", "Null if no end was set.")]


@result
class LegacyMarketAnswer:
    """Whether its term may be changed on that day, its last day, and whether it can still be used."""

    term_may_change: bool
    last_day: date
    usable: bool


@rule(
    "legacy-dps",
    title="How long does this older dynamic purchasing system last?",
    citation="SI 2024/716 reg 5(4)(b)",
    topic="Which law",
)
def legacy_dps(facts: LegacyMarketFacts, *, tables: Tables) -> Answer[LegacyMarketAnswer]:
    """Say when an older dynamic purchasing system or qualification system ends, and whether its term may change.

    The term of a dynamic purchasing system under the 2015 Regulations may not be changed after 23 February 2026, and
    it ends on 23 February 2029 at the latest (SI 2024/716 reg 5(4)(b)). The same holds for a dynamic purchasing system
    of a utility (SI 2024/716 reg 8(4)(b)) and for a qualification system of a utility (SI 2024/716 reg 8(4)(c)).
    """
    row, change_until, ends = _legacy(tables, facts.kind)
    last = ends if facts.ends_on is None else min(ends, facts.ends_on)
    found: tuple[Finding, ...] = ()
    if facts.ends_on is not None and facts.ends_on > ends:
        found = (
            warn(
                "cut_short",
                f"It was to end on {facts.ends_on.isoformat()}, but by law it ends on {ends.isoformat()}. "
                "Plan what follows it.",
                row.data["citation"],
            ),
        )
    answer = LegacyMarketAnswer(
        term_may_change=facts.on <= min(change_until, last), last_day=last, usable=facts.on <= last
    )
    return Answer(answer, found, row.data["citation"])


@lru_cache(maxsize=64)
def _legacy(tables: Tables, kind: str) -> tuple[Row, date, date]:
    row = next(row for row in tables.all("legacy_markets") if row.code == kind)
    return row, date.fromisoformat(row.data["change_until"]), date.fromisoformat(row.data["ends"])

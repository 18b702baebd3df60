"""Dynamic markets: what is owed at each moment of their life."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated

from hub.law.answers import Answer, undecided
from hub.law.facts import Ask, facts, result
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import Duty, NoticeType, Term


class MarketMoment(Term):
    """A moment in the life of a dynamic market (PA 2023 ss.34-39)."""

    SETTING_UP = "setting_up", "Setting it up"
    APPLICATION = "application", "A supplier applies"
    AWARD = "award", "A contract is awarded"
    CHANGE = "change", "The market is changed"
    REMOVAL = "removal", "A member is to be removed"
    ENDING = "ending", "The market ends"


@facts
class MarketFacts:
    """A moment in the life of a dynamic market."""

    on: Annotated[date, Ask("For which day do you ask?")]
    moment: Annotated[MarketMoment, Ask("What is happening?")]
    utilities: Annotated[bool, Ask("Is it a market only for utilities contracts?")]


@result
class MarketDuty:
    """One thing that must, may or may not be done, and the notice that it takes."""

    code: str
    what: str
    duty: Duty
    notice: NoticeType | None
    citation: str


@result
class MarketDuties:
    """Everything that is owed, allowed or barred at that moment."""

    duties: tuple[MarketDuty, ...]


@rule(
    "dynamic-market",
    title="What do we owe around this dynamic market?",
    citation="PA 2023 ss.34-39",
    topic="Frameworks",
)
def dynamic_market(facts: MarketFacts, *, tables: Tables) -> Answer[MarketDuties]:
    """List what must, may and may not be done at a moment in the life of a dynamic market.

    Notices announce that a market is intended, established, changed and ended (PA 2023 s.39). Conditions for
    membership are in proportion and do not change, and the number of members is not limited (PA 2023 s.36(1), (7)).
    Applications are accepted at any time, decided within a reasonable time and answered with reasons
    (PA 2023 s.36(6)). Before others are shut out from an award, pending applications are considered
    (PA 2023 s.34(4)). A debarred member is removed; other excluded or excludable members may be (PA 2023 s.37(1)-(2)).
    A fee is a fixed share of what is awarded, or, on a utilities market, a fee for membership (PA 2023 s.38).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    duties = market_duties(tables, facts.on, facts.moment, utilities=facts.utilities)
    return Answer(MarketDuties(duties=duties), (), "PA 2023 ss.34-39")


@lru_cache(maxsize=256)
def market_duties(tables: Tables, on: date, moment: MarketMoment, *, utilities: bool) -> tuple[MarketDuty, ...]:
    """Give the duties of a moment; some hold only for utilities markets, others only for the rest."""
    left_out = "utilities" if utilities else "other"
    return tuple(
        MarketDuty(
            code=row.code,
            what=row.label,
            duty=Duty(row.data["duty"]),
            notice=NoticeType(row.data["notice"]) if row.data["notice"] else None,
            citation=row.data["citation"],
        )
        for row in tables.on("dynamic_market_duties", on)
        if row.data["moment"] == moment and row.data["not_for"] != left_out
    )

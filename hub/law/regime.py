"""Which law governs a procurement and the contract that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import act_began
from hub.law.tables import Row, Tables
from hub.law.terms import Regime, Term

BEGAN = "SI 2024/716 reg 2(2)"
FOLLOWS = "SI 2024/716 reg 5(1)"


class Parent(Term):
    """What a contract is called off under."""

    PCR15_FRAMEWORK = "pcr15_framework", "Framework under the 2015 Regulations"
    PCR15_DPS = "pcr15_dps", "Dynamic purchasing system under the 2015 Regulations"
    PA23_FRAMEWORK = "pa23_framework", "Framework under the 2023 Act"
    PA23_DYNAMIC_MARKET = "pa23_dynamic_market", "Dynamic market under the 2023 Act"


class OldRules(Term):
    """The regulations that governed before the 2023 Act (SI 2024/716 regs 5, 7, 8)."""

    PCR15 = "PCR15", "Public Contracts Regulations 2015"
    CCR16 = "CCR16", "Concession Contracts Regulations 2016"
    UCR16 = "UCR16", "Utilities Contracts Regulations 2016"


class Governing(Term):
    """The law that governs a procurement."""

    PA23 = "PA23", "Procurement Act 2023"
    PCR15 = "PCR15", "Public Contracts Regulations 2015"
    CCR16 = "CCR16", "Concession Contracts Regulations 2016"
    UCR16 = "UCR16", "Utilities Contracts Regulations 2016"


SAID = {
    "first_notice_on": "the first notice",
    "contacted_on": "the first contact with the supplier",
    "framework_concluded_on": "the conclusion of the framework",
}
UNDER_OLD_LAW = (Parent.PCR15_FRAMEWORK, Parent.PCR15_DPS)


@facts
class RegimeFacts:
    """When a procurement started, in each way in which it can start."""

    first_notice_on: Annotated[
        date | None,
        Ask("When was its first contract notice or tender notice sent?", "Null if none was. Not an early engagement."),
    ]
    contacted_on: Annotated[
        date | None, Ask("When was the supplier first contacted for a direct award?", "Null if it was not one.")
    ]
    awarded_on: Annotated[date | None, Ask("When was the contract awarded?", "Null if it is not awarded.")]
    framework_concluded_on: Annotated[
        date | None, Ask("If it is a framework or dynamic purchasing system: when was it concluded?")
    ]
    call_off_under: Annotated[Parent | None, Ask("Is it a call-off, and under what?", "Null if it is not a call-off.")]


@result
class RegimeAnswer:
    """The law that governs."""

    regime: Regime


@facts
class RegimeDetailFacts:
    """Everything that can keep a procurement under the regulations before the 2023 Act."""

    rules: Annotated[OldRules, Ask("Which regulations would have governed it before the 2023 Act?")]
    first_notice_on: Annotated[date | None, Ask("When was the notice that called for competition submitted?")] = None
    prior_notice_call_on: Annotated[
        date | None, Ask("When was a prior information notice used as the call for competition submitted?")
    ] = None
    contacted_on: Annotated[date | None, Ask("When was a supplier contacted for a direct award?")] = None
    voluntary_notice_on: Annotated[
        date | None, Ask("When was a voluntary transparency notice published?", "Also called a VEAT notice.")
    ] = None
    contracts_finder_on: Annotated[date | None, Ask("When was the opportunity published on Contracts Finder?")] = None
    awarded_on: Annotated[date | None, Ask("When was the contract awarded?")] = None
    framework_concluded_on: Annotated[date | None, Ask("When was the framework concluded?")] = None
    market_established_on: Annotated[date | None, Ask("When was the dynamic purchasing system established?")] = None


@result
class RegimeDetail:
    """The law that governs, and the fact that keeps the older law in force."""

    regime: Governing
    saved_by: str | None


@lru_cache(maxsize=16)
def savings(tables: Tables) -> Mapping[str, tuple[tuple[str, date, Row], ...]]:
    """Give, for each set of older regulations, the facts that keep them in force and the day before which they do."""
    found: dict[str, list[tuple[str, date, Row]]] = {}
    for row in tables.all("regime_savings"):
        rules, name = row.code.split(".")
        found.setdefault(rules, []).append((name, date.fromisoformat(row.data["before"]), row))
    return {rules: tuple(rows) for rules, rows in found.items()}


@rule("regime", title="Which law governs this procurement?", citation="SI 2024/716 reg 5", topic="Which law")
def regime(facts: RegimeFacts, *, tables: Tables) -> Answer[RegimeAnswer]:
    """Decide between the 2023 Act and the 2015 Regulations.

    The Procurement Act 2023 governs what starts on or after 24 February 2025 (SI 2024/716 reg 2(2)). The 2015
    Regulations go on governing a contract that was awarded, or a framework or dynamic purchasing system that was
    concluded, before that day (SI 2024/716 reg 5(3)(a)). They also go on governing where, before that day, a supplier
    was contacted to begin a direct award (SI 2024/716 reg 5(3)(b)) or the contract notice was submitted
    (SI 2024/716 reg 5(3)(c)). Where they govern, the Act does not apply at all (SI 2024/716 reg 5(4)(a)). A call-off
    follows the framework, dynamic purchasing system or dynamic market under which it is made (SI 2024/716 reg 5(1)).
    Nothing is called off under a dynamic purchasing system after 23 February 2029, when the last of them ends
    (SI 2024/716 reg 5(4)(b)). An award comes after the notice or the contact that began the procurement
    (SI 2024/716 reg 5(3)).
    """
    if wrong := _out_of_order(facts):
        return undecided(*wrong)
    if facts.call_off_under is not None:
        return _call_off(facts, tables)
    for name, before, row in savings(tables)[OldRules.PCR15]:
        day = getattr(facts, name, None)
        if day is not None and day < before:
            return Answer(RegimeAnswer(regime=Regime.PCR15), _taken(name), row.data["citation"])
    started = any((facts.first_notice_on, facts.contacted_on, facts.awarded_on, facts.framework_concluded_on))
    return Answer(RegimeAnswer(regime=Regime.PA23), _other_triggers(started), BEGAN)


def _call_off(facts: RegimeFacts, tables: Tables) -> Answer[RegimeAnswer]:
    began = act_began(tables)
    if facts.call_off_under in UNDER_OLD_LAW:
        if ended := _after_the_end(facts, tables):
            return undecided(*ended)
        return Answer(RegimeAnswer(regime=Regime.PCR15), (), FOLLOWS)
    wrong = [
        bad(
            name,
            f"{day.isoformat()} is before {began.isoformat()}, so nothing can have been called off under the 2023 Act "
            "then. Correct the date, or say under what the call-off is made.",
            BEGAN,
        )
        for name, day in _dates(facts).items()
        if day is not None and day < began
    ]
    if wrong:
        return undecided(*wrong)
    return Answer(RegimeAnswer(regime=Regime.PA23), (), "PA 2023 s.11(2)(d)")


def _dates(facts: RegimeFacts) -> dict[str, date | None]:
    return {
        "first_notice_on": facts.first_notice_on,
        "contacted_on": facts.contacted_on,
        "awarded_on": facts.awarded_on,
        "framework_concluded_on": facts.framework_concluded_on,
    }


def _after_the_end(facts: RegimeFacts, tables: Tables) -> list[Finding]:
    """Name each day on which the older dynamic purchasing system of the call-off had ended."""
    if facts.call_off_under is not Parent.PCR15_DPS:
        return []
    row, ends = _last_day(tables)
    return [
        bad(
            name,
            f"{day.isoformat()} is after {ends.isoformat()}, when every dynamic purchasing system under the 2015 "
            "Regulations ends by law. Correct the date, or say under what the call-off is made.",
            row.data["citation"],
        )
        for name, day in _dates(facts).items()
        if day is not None and day > ends
    ]


@lru_cache(maxsize=16)
def _last_day(tables: Tables) -> tuple[Row, date]:
    row = next(row for row in tables.all("legacy_markets") if row.code == Parent.PCR15_DPS)
    return row, date.fromisoformat(row.data["ends"])


def _out_of_order(facts: RegimeFacts) -> list[Finding]:
    """Name an award or a framework that came before what began it."""
    starts = {"first_notice_on": facts.first_notice_on, "contacted_on": facts.contacted_on}
    if facts.call_off_under is not None:
        starts["framework_concluded_on"] = facts.framework_concluded_on
    ends = {"awarded_on": facts.awarded_on, "framework_concluded_on": facts.framework_concluded_on}
    return [
        bad(
            last,
            f"{ended.isoformat()} is before {SAID[first]} on {began.isoformat()} ({first}). Correct one of the two.",
            "SI 2024/716 reg 5(3)",
        )
        for last, ended in ends.items()
        for first, began in starts.items()
        if ended is not None and began is not None and ended < began and last not in starts
    ]


def _taken(name: str) -> tuple[Finding, ...]:
    if name == "first_notice_on":
        return (
            check(
                "kind_of_notice",
                "Taken as met: the first notice was a contract notice or a contest notice. A prior information notice "
                "alone keeps nothing; ask the rule `regime-details`.",
                "SI 2024/716 reg 5(3)(c)",
            ),
        )
    if name == "contacted_on":
        return (
            check(
                "direct_award_contact",
                "Taken as met: the supplier was contacted to begin a negotiated procedure without publication.",
                "SI 2024/716 reg 5(3)(b)",
            ),
        )
    return ()


def _other_triggers(started: bool) -> tuple[Finding, ...]:
    other = check(
        "other_triggers",
        "Taken as met: there was no voluntary transparency notice, Contracts Finder notice or prior information notice "
        "used as a call for competition from before the Act. If there was, ask the rule `regime-details`.",
        "SI 2024/716 reg 5(2), (3)(d)-(e)",
    )
    if started:
        return (other,)
    return (
        check("not_started", "Taken as met: the procurement has not started yet, so the Act governs it.", BEGAN),
        other,
    )


@rule(
    "regime-details",
    title="Does anything keep this procurement under the older regulations?",
    citation="SI 2024/716 regs 5, 7, 8",
    topic="Which law",
)
def regime_details(facts: RegimeDetailFacts, *, tables: Tables) -> Answer[RegimeDetail]:
    """Look through everything that keeps the older regulations in force.

    Public contracts stay under the 2015 Regulations if, before 24 February 2025, they were awarded, concluded or
    established, a supplier was contacted for a direct award, the contract notice was submitted, a voluntary
    transparency notice was published or the opportunity was published on Contracts Finder (SI 2024/716 reg 5(3)). They
    also do if a sub-central authority used a prior information notice as its call for competition before 26 May 2023
    (SI 2024/716 reg 5(2)). Concessions stay under the 2016 Regulations only if they were awarded or their concession
    notice or prior information notice was submitted before 24 February 2025 (SI 2024/716 reg 7(1)). Utilities
    contracts stay under the 2016 Regulations on an award, a contact or a notice before 24 February 2025, or a periodic
    indicative notice used as a call for competition before 26 May 2023 (SI 2024/716 reg 8(2)-(3)).
    """
    known = savings(tables)[facts.rules]
    counted = {name for name, _, _ in known}
    given = {
        name: getattr(facts, name)
        for name in RegimeDetailFacts.__dataclass_fields__  # type: ignore[attr-defined]
        if name != "rules" and getattr(facts, name) is not None
    }
    if not given:
        return undecided(needs("first_notice_on", "name at least one thing that happened, with its day.", BEGAN))
    idle = tuple(
        inform(
            "does_not_count",
            f"{name} keeps nothing in force under the {facts.rules.label}.",
            "SI 2024/716 regs 5, 7, 8",
        )
        for name in given
        if name not in counted
    )
    for name, before, row in known:
        if name in given and given[name] < before:
            saved = inform(
                "saved", f"The older law stays: {row.label} before {before.isoformat()}.", row.data["citation"]
            )
            answer = RegimeDetail(regime=Governing(facts.rules), saved_by=name)
            return Answer(answer, (saved, *idle), row.data["citation"])
    return Answer(RegimeDetail(regime=Governing.PA23, saved_by=None), idle, BEGAN)

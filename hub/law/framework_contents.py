"""What a framework has to include, what it may not, and how it may charge suppliers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, inform, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import Term

TABLE = "framework_contents"


class FrameworkItem(Term):
    """What a framework includes (PA 2023 s.45(5))."""

    DESCRIPTION = "description", "A description of what is called off"
    PRICE = "price", "The price, or how it is worked out"
    VALUE = "value", "The estimated value of the framework"
    SELECTION = "selection", "Any selection process for call-offs"
    TERM = "term", "The term of the framework"
    USERS = "users", "The authorities that may use it"
    OPEN = "open", "Whether it is awarded under an open framework"


class FrameworkFee(Term):
    """How a framework charges suppliers (PA 2023 s.45(7))."""

    NONE = "none", "No fee"
    FIXED_SHARE = "fixed_share", "A fixed percentage of the value of each contract awarded"
    OTHER = "other", "Any other fee"


@facts
class FrameworkContentsFacts:
    """What a framework says."""

    on: Annotated[date, Ask("When is the framework awarded?")]
    light_touch: Annotated[bool, Ask("Is it a light touch framework?")]
    includes: Annotated[tuple[FrameworkItem, ...], Ask("Which of these does it include?")]
    fee: Annotated[FrameworkFee, Ask("What does it charge suppliers?")]
    permits_excluded: Annotated[bool, Ask("Does it permit a call-off to an excluded supplier?")]
    bars_questions: Annotated[
        bool, Ask("Does it keep authorities from asking suppliers for more information before a call-off?")
    ]


@result
class FrameworkContents:
    """Whether the framework says what it must and nothing that it may not, and what is missing."""

    lawful: bool
    missing: tuple[FrameworkItem, ...]


@rule(
    "framework-contents",
    title="Does our framework say what it must?",
    citation="PA 2023 s.45(5)-(7)",
    topic="Frameworks",
)
def framework_contents(facts: FrameworkContentsFacts, *, tables: Tables) -> Answer[FrameworkContents]:
    """Check what a framework includes.

    A framework includes a description of what is bought under it, the price or how it is worked out, its estimated
    value, any selection process, its term, the authorities that may use it and whether it is awarded under an open
    framework (PA 2023 s.45(5)). It may not permit an award to an excluded supplier (PA 2023 s.45(6)(a)), nor keep an
    authority from asking suppliers for more information (PA 2023 s.45(6)(b)). It may charge the supplier a fixed
    percentage of the estimated value of each contract (PA 2023 s.45(7)). A light touch framework need not include any
    of the list (PA 2023 s.45(9)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    rows = [row for row in tables.on(TABLE, facts.on) if row.code not in facts.includes and not facts.light_touch]
    faults = [Finding("missing", f"Missing: {row.label}.", row.data["citation"]) for row in rows]
    faults += _faults(facts)
    missing = tuple(FrameworkItem(row.code) for row in rows)
    found = tuple(faults)
    if facts.light_touch:
        found = (*faults, inform("light_touch", "The list is not for a light touch framework.", "PA 2023 s.45(9)"))
    answer = FrameworkContents(lawful=not faults, missing=missing)
    usual = "PA 2023 s.45(9)" if facts.light_touch else "PA 2023 s.45(5)"
    return Answer(answer, found, faults[0].citation if faults else usual)


def _faults(facts: FrameworkContentsFacts) -> Iterator[Finding]:
    if facts.permits_excluded:
        yield Finding("permits_excluded", "Permit no award to an excluded supplier.", "PA 2023 s.45(6)(a)")
    if facts.bars_questions:
        said = "Leave authorities free to ask suppliers for more information before a call-off."
        yield Finding("bars_questions", said, "PA 2023 s.45(6)(b)")
    if facts.fee is FrameworkFee.OTHER:
        said = "Charge a fixed percentage of the estimated value of each contract, or nothing."
        yield Finding("other_fee", said, "PA 2023 s.45(7)")

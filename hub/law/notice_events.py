"""What happened in a procurement and when, and which such histories cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from hub.law.answers import bad
from hub.law.calendar import beyond_calendar, outside
from hub.law.contract_entered import negative
from hub.law.facts import Ask, facts
from hub.law.findings import Finding
from hub.law.tables import Tables
from hub.law.terms import Procedure, Regime
from hub.law.value_range import reaches_all

# The events of one procurement in the only order in which they can happen.
IN_ORDER = ("engaged_on", "tender_on", "award_decided_on", "entered_on", "changed_on", "ended_on")
MARKET = ("market_established_on", "market_modified_on", "market_ceased_on")
TERMINATED = "terminated_procurement_on"
SAID = {
    "engaged_on": "the market was engaged",
    "tender_on": "suppliers were invited",
    "award_decided_on": "the award was decided",
    "entered_on": "the contract was entered into",
    "changed_on": "the contract was changed",
    "ended_on": "the contract ended",
    "market_established_on": "the dynamic market was established",
    "market_modified_on": "the dynamic market was modified",
    "market_ceased_on": "the dynamic market ceased",
    TERMINATED: "the procurement was terminated",
}


@facts
class Events:
    """The days on which something happened or will; empty where it did not or is not yet planned."""

    engaged_on: Annotated[date | None, Ask("When did you engage the market?")] = None
    tender_on: Annotated[date | None, Ask("When are suppliers invited, by the tender notice?")] = None
    award_decided_on: Annotated[date | None, Ask("When was the award decided?")] = None
    entered_on: Annotated[date | None, Ask("When was the contract entered into?")] = None
    changed_on: Annotated[date | None, Ask("From which day does a change to the contract apply?")] = None
    ended_on: Annotated[date | None, Ask("When did the contract end?", "The last day of its term counts too.")] = None
    terminated_procurement_on: Annotated[
        date | None, Ask("When did you decide not to award the contract?", "Only if nothing will be awarded.")
    ] = None
    market_established_on: Annotated[
        date | None, Ask("When was the dynamic market established?", "Only for an award by a dynamic market.")
    ] = None
    market_modified_on: Annotated[
        date | None, Ask("When was the dynamic market last modified?", "A member that joins or leaves counts.")
    ] = None
    market_ceased_on: Annotated[date | None, Ask("When did the dynamic market cease?")] = None


@facts
class NoticesFacts:
    """A procurement, what its contract is worth, and what has happened or is planned."""

    regime: Annotated[Regime, Ask("Which law governs it?", "Ask `regime` if you are not sure.")]
    procedure: Annotated[Procedure, Ask("How is the contract awarded?")]
    covered: Annotated[bool, Ask("Is it a public contract?", "At or above the threshold, not exempt. Ask `threshold`.")]
    light_touch: Annotated[bool, Ask("Is it a light touch contract?")]
    value_inc_vat: Annotated[Decimal, Ask("What is its estimated value in pounds, including VAT?")]
    market_engaged: Annotated[bool, Ask("Did you talk to the market before the tender, or will you?")]
    events: Annotated[Events, Ask("What happened, and when?", "Leave out what did not happen.")]
    openly_advertised: Annotated[
        bool | None, Ask("Is a contract below the threshold advertised to everybody?", "Empty counts as yes.")
    ] = None


def last_known(events: Events) -> date | None:
    """Give the latest day of the procurement that is known."""
    days = [day for name in (*IN_ORDER, TERMINATED) if (day := getattr(events, name)) is not None]
    return max(days, default=None)


def faults(given: NoticesFacts, tables: Tables) -> list[Finding]:
    """Name everything that contradicts itself, all at once."""
    dates = {f"events.{name}": getattr(given.events, name) for name in (*IN_ORDER, TERMINATED, *MARKET)}
    early = outside(tables, **dates) if given.regime is Regime.PA23 else [*beyond_calendar(**dates)]
    return [
        *early,
        *negative(given.value_inc_vat),
        *_stated(given),
        *(() if early or given.regime is Regime.PCR15 else _too_large(given, tables)),
        *_order(given.events, IN_ORDER),
        *_order(given.events, MARKET),
        *_established_late(given.events),
        *_needs_entry(given.events),
        *_after_termination(given.events),
    ]


def _stated(given: NoticesFacts) -> Iterator[Finding]:
    if given.procedure is Procedure.BELOW_THRESHOLD and given.covered:
        yield bad("procedure", "A public contract cannot be awarded below the threshold. Correct this or `covered`.")
    if given.regime is Regime.PCR15 and given.procedure is Procedure.COMPETITIVE_FLEXIBLE:
        yield bad(
            "procedure",
            "The Public Contracts Regulations 2015 know no competitive flexible procedure. Correct this or the regime.",
            "PA 2023 s.20(2)(b)",
        )
    if given.events.engaged_on is not None and not given.market_engaged:
        yield bad("market_engaged", "events.engaged_on says that you engaged the market. Correct one of the two.")
    if given.procedure is not Procedure.DYNAMIC_MARKET:
        for name in MARKET:
            if getattr(given.events, name) is not None:
                yield bad(f"events.{name}", "Only an award by a dynamic market has this event. Correct the procedure.")


def _too_large(given: NoticesFacts, tables: Tables) -> Iterator[Finding]:
    on = last_known(given.events)
    below = given.procedure is Procedure.BELOW_THRESHOLD
    if below and reaches_all(given.value_inc_vat, on, light_touch=given.light_touch, tables=tables):
        yield bad(
            "value_inc_vat",
            f"£{given.value_inc_vat:,.2f} reaches every threshold that fits, so nothing is awarded below the threshold "
            "for it. Correct this or the procedure.",
            "PA 2023 s.84(1)",
        )


def _order(events: Events, names: tuple[str, ...]) -> Iterator[Finding]:
    known = [(name, day) for name in names if (day := getattr(events, name)) is not None]
    for (first, one), (second, other) in pairwise(known):
        if other < one:
            yield _before(second, other, first, one)
    if names is MARKET and known and known[0][0] != MARKET[0]:
        yield bad(f"events.{known[0][0]}", f"Nothing says when {SAID[MARKET[0]]}. Give events.{MARKET[0]}.")


def _established_late(events: Events) -> Iterator[Finding]:
    established = events.market_established_on
    if established is None:
        return
    for name in ("award_decided_on", "entered_on"):
        day = getattr(events, name)
        if day is not None and day < established:
            yield _before(name, day, MARKET[0], established, citation="PA 2023 s.34(1)")


def _needs_entry(events: Events) -> Iterator[Finding]:
    for name in ("changed_on", "ended_on"):
        if getattr(events, name) is not None and events.entered_on is None:
            yield bad(f"events.{name}", "No contract has been entered into. Give events.entered_on, or leave this out.")


def _after_termination(events: Events) -> Iterator[Finding]:
    closed = events.terminated_procurement_on
    if closed is None:
        return
    for name in IN_ORDER[:3]:
        day = getattr(events, name)
        if day is not None and day > closed:
            yield _before(TERMINATED, closed, name, day)
    if events.entered_on is not None:
        yield bad(
            f"events.{TERMINATED}",
            "A contract was entered into (events.entered_on), so the procurement was not terminated. Leave one of "
            "the two out; if the contract has ended, give events.ended_on.",
            "PA 2023 s.55(1)",
        )


def _before(later: str, later_on: date, earlier: str, earlier_on: date, *, citation: str = "") -> Finding:
    return bad(
        f"events.{later}",
        f"It says that {SAID[later]} on {later_on.isoformat()}, before {SAID[earlier]} on {earlier_on.isoformat()} "
        f"(events.{earlier}). Correct one of the two dates.",
        citation,
    )

"""Until when a supplier may start a claim, and whether a contract may be set aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.spans import last_day
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import Term

ENFORCED = "PA 2023 s.100(1)"
ORDINARY = "PA 2023 s.106(2)"
SET_ASIDE = "PA 2023 s.106(1)(a)"
LONG_STOP = "PA 2023 s.106(1)(b)"
EXTENSION = "PA 2023 s.106(3)"
EXTENSION_SET_ASIDE = "PA 2023 s.106(4)(a)"
EXTENSION_LIMIT = "PA 2023 s.106(4)(b)"


class Claim(Term):
    """What a supplier asks the court for."""

    ORDINARY = "ordinary", "Damages, or anything but setting aside"
    SET_ASIDE_CONTRACT = "set_aside_contract", "To set aside a contract"
    SET_ASIDE_CHANGE = "set_aside_change", "To set aside a change of a contract"


@facts
class ClaimLimitFacts:
    """What is claimed and when the supplier knew."""

    claim: Annotated[Claim, Ask("What does the supplier ask for?")]
    below_threshold: Annotated[bool, Ask("Is it about a duty for below-threshold contracts?")]
    known_on: Annotated[
        date, Ask("When did the supplier first know, or when should it have known, what it claims about?")
    ]
    made_on: Annotated[
        date | None,
        Ask("When was the contract entered into, or changed?", "Leave empty if it was not yet."),
    ]
    details_notice_published: Annotated[
        bool, Ask("Was the contract details notice published as it should be?", "In time, and for this contract.")
    ]
    extended_to: Annotated[date | None, Ask("Until when did the court extend the time?", "Leave empty if it did not.")]


@result
class ClaimLimit:
    """The last day to start, and the last day to which a court may extend it."""

    open_to_claim: bool
    last_day: date | None
    last_extended_day: date | None


@rule(
    "claim-limit",
    title="Until when may a supplier start a claim?",
    citation="PA 2023 s.106",
    topic="Records and claims",
)
def claim_limit(facts: ClaimLimitFacts, *, tables: Tables) -> Answer[ClaimLimit]:
    """Date the end of the time to start a claim.

    The duties of Parts 1 to 5, 7 and 8 can be enforced by suppliers in court; those about below-threshold contracts
    cannot (PA 2023 s.100(1)). A claim starts within the 30 days that begin with the day on which the supplier first
    knew, or ought to have known, of the circumstances (PA 2023 s.106(2)). To set aside a contract whose contract
    details notice was not published as required, or a change of a contract, it starts before the earlier of the end of
    those 30 days (PA 2023 s.106(1)(a), s.106(5)) and the end of the six months that begin with the day on which the
    contract was entered into or changed (PA 2023 s.106(1)(b)). The court may extend the 30 days for a good reason
    (PA 2023 s.106(3)). It may not go past the six months (PA 2023 s.106(4)(a)), nor in any case past the three months
    that begin with the day of that knowledge (PA 2023 s.106(4)(b)).
    """
    if wrong := list(_wrong(facts, tables)):
        return undecided(*wrong)
    if facts.below_threshold:
        given = ClaimLimit(open_to_claim=False, last_day=None, last_extended_day=None)
        said = inform("part_6", "Duties about below-threshold contracts cannot be enforced by such a claim.", ENFORCED)
        return Answer(given, (said,), ENFORCED)
    ends, furthest, citation = _ends(facts, tables)
    if facts.extended_to and facts.extended_to > furthest:
        limit = EXTENSION_SET_ASIDE if _specified(facts) else EXTENSION_LIMIT
        return undecided(
            bad("extended_to", f"The court cannot extend the time past {furthest.isoformat()}. Check the order.", limit)
        )
    if facts.extended_to and facts.extended_to > ends:
        ends, citation = facts.extended_to, EXTENSION
    given = ClaimLimit(open_to_claim=True, last_day=ends, last_extended_day=furthest)
    return Answer(given, tuple(_said(facts)), citation)


def _specified(facts: ClaimLimitFacts) -> bool:
    """Say whether the long stop of s.106(1) applies to the claim (s.106(5))."""
    if facts.claim is Claim.SET_ASIDE_CHANGE:
        return True
    return facts.claim is Claim.SET_ASIDE_CONTRACT and not facts.details_notice_published


def _ends(facts: ClaimLimitFacts, tables: Tables) -> tuple[date, date, str]:
    """Give the last day, the last day of any extension, and where the first stands."""
    known = facts.known_on
    furthest = last_day(known, months=tables.row("duty_periods", "claim_extension", on=known).data["months"])
    if not _specified(facts):
        return last_day(known, days=tables.days("duty_periods", "claim", on=known)), furthest, ORDINARY
    assert facts.made_on is not None, "a claim to set aside without that day was refused"
    ends = last_day(known, days=tables.days("duty_periods", "set_aside_claim", on=known))
    stop = tables.row("duty_periods", "set_aside_long_stop", on=facts.made_on).data["months"]
    stops = last_day(facts.made_on, months=stop)
    return min(ends, stops), min(furthest, stops), LONG_STOP if stops < ends else SET_ASIDE


def _wrong(facts: ClaimLimitFacts, tables: Tables) -> Iterator[Finding]:
    yield from before_the_act(tables, known_on=facts.known_on, made_on=facts.made_on)
    if facts.claim is not Claim.ORDINARY and facts.made_on is None:
        yield needs("made_on", "only a contract or a change that was made can be set aside.", LONG_STOP)
    if facts.extended_to and facts.extended_to < facts.known_on:
        yield bad("extended_to", "An extension cannot end before the time began. Correct one of the dates.", EXTENSION)


def _said(facts: ClaimLimitFacts) -> Iterator[Finding]:
    yield check(
        "may_claim",
        "Taken as met: the claimant is a United Kingdom or treaty state supplier that suffers or risks a loss.",
        "PA 2023 s.100(2)-(3)",
    )
    if facts.extended_to:
        yield check("good_reason", "Taken as met: the court saw a good reason to extend the time.", EXTENSION)


class Apparent(Term):
    """When a breach could first be seen."""

    BEFORE = "before", "In time to act before the contract was entered into or changed"
    NOTICE = "notice", "Only in the contract award notice, or the contract change notice"
    AFTER = "after", "Only after the contract was entered into or changed"


@facts
class SetAsideRiskFacts:
    """How the notices, the waiting and the breach stood."""

    on: Annotated[date, Ask("When was the contract entered into or changed?")]
    change: Annotated[bool, Ask("Is it about a change of a contract?")]
    award_notice_required: Annotated[bool, Ask("Was a contract award notice required?")]
    award_notice_accurate: Annotated[bool, Ask("Was it published, and true of the contract as entered into?")]
    standstill_kept: Annotated[bool, Ask("Was every standstill that applied kept?", "Say yes if there was none.")]
    suspension_kept: Annotated[
        bool, Ask("Were automatic suspension and court orders kept?", "Say yes if there were none.")
    ]
    exempt_from_standstill: Annotated[
        bool, Ask("Is it of a kind without mandatory standstill?", "Call-off, dynamic market, light touch or urgent.")
    ]
    notice_gave_standstill: Annotated[bool, Ask("Did the contract award or change notice give a voluntary standstill?")]
    breach_apparent: Annotated[Apparent, Ask("When could a breach first be seen?")]


@result
class SetAsideRisk:
    """Whether a court may have to set aside, and the conditions that are met, by their letters."""

    at_risk: bool
    conditions: tuple[str, ...]


@rule(
    "set-aside-risk",
    title="Could a court set this contract or change aside?",
    citation="PA 2023 ss.104, 105",
    topic="Records and claims",
)
def set_aside_risk(facts: SetAsideRiskFacts, *, tables: Tables) -> Answer[SetAsideRisk]:
    """Name the conditions under which a court must set a contract or a change aside.

    The court must set aside where the claimant was denied a proper chance before the contract, because a required
    contract award notice was not published (PA 2023 s.105(1)(a)) or was not true of the contract (PA 2023 s.105(4)). So
    it must where a standstill was not kept (PA 2023 s.105(1)(b)), or a suspension or an order of the court
    (PA 2023 s.105(1)(c)). So it must where the breach could first be seen in the award notice of a contract without
    mandatory standstill (PA 2023 s.105(1)(d)), or in the change notice (PA 2023 s.105(1)(e)), unless that notice gave a
    standstill that was kept (PA 2023 s.105(2)-(3)). So it must where the breach could be seen only afterwards
    (PA 2023 s.105(1)(f)). It need not where the public interest overrides (PA 2023 s.104(3)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    met = tuple(_conditions(facts))
    given = SetAsideRisk(at_risk=bool(met), conditions=met)
    citation = CONDITIONS[met[0]][1] if met else "PA 2023 s.105(1)"
    return Answer(given, tuple(_risk_said(met)), citation)


def _conditions(facts: SetAsideRiskFacts) -> Iterator[str]:
    if facts.award_notice_required and not facts.award_notice_accurate:
        yield "a"
    if not facts.standstill_kept:
        yield "b"
    if not facts.suspension_kept:
        yield "c"
    unprotected = not (facts.notice_gave_standstill and facts.standstill_kept)
    if facts.breach_apparent is Apparent.NOTICE and unprotected:
        if facts.change:
            yield "e"
        elif facts.exempt_from_standstill:
            yield "d"
    if facts.breach_apparent is Apparent.AFTER:
        yield "f"


def _risk_said(met: tuple[str, ...]) -> Iterator[Finding]:
    for letter in met:
        yield Finding("condition_met", *CONDITIONS[letter])
    if met:
        yield check(
            "claim_and_interest",
            "Taken as met: a supplier claims in time over a breach, and no public interest overrides setting aside.",
            "PA 2023 s.104(2)-(3)",
        )


# Each condition by its letter: what went wrong and what to do, and where it stands.
CONDITIONS = {
    "a": (
        "The contract award notice was missing, or not true of the contract. Take legal advice.",
        "PA 2023 s.105(1)(a)",
    ),
    "b": ("A standstill period was not kept. Take legal advice.", "PA 2023 s.105(1)(b)"),
    "c": ("A suspension or an order of the court was not kept. Take legal advice.", "PA 2023 s.105(1)(c)"),
    "d": (
        "The breach could first be seen in the contract award notice. Give a voluntary standstill in such notices.",
        "PA 2023 s.105(1)(d)",
    ),
    "e": (
        "The breach could first be seen in the contract change notice. Give a voluntary standstill in such notices.",
        "PA 2023 s.105(1)(e)",
    ),
    "f": ("The breach could be seen only afterwards. Take legal advice.", "PA 2023 s.105(1)(f)"),
}

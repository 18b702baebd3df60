"""Suppliers that behave improperly, withhold exclusion information, or threaten national security."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import Term

WITHHELD = "PA 2023 s.30(5)-(6)"
MUST = "PA 2023 s.30(1)-(2)"
HEARING = "PA 2023 s.30(3)"


class Improper(Term):
    """Ways of acting improperly (PA 2023 s.30(4))."""

    WITHHELD = "withheld", "Did not give information that was asked for"
    MISLEADING = "misleading", "Gave information that was incomplete, inaccurate or misleading"
    CONFIDENTIAL = "confidential", "Got at confidential information"
    INFLUENCE = "influence", "Influenced the decision unduly"


@facts
class ImproperBehaviourFacts:
    """What a supplier did in an award, and what came of it."""

    on: Annotated[date, Ask("On which day do you decide?")]
    acts: Annotated[tuple[Improper, ...], Ask("What did the supplier do?", "Leave empty if nothing was improper.")]
    about_exclusion: Annotated[
        bool,
        Ask(
            "Was the information asked for to find out whether it is excluded or excludable?",
            "About its connected persons, its associated persons or its sub-contractors.",
        ),
    ]
    unfair_advantage: Annotated[bool, Ask("Did that put the supplier at an unfair advantage?")]
    avoidable: Annotated[bool, Ask("Can the advantage be avoided without excluding the supplier?")]
    heard: Annotated[bool, Ask("Did the supplier have a reasonable chance to make representations and give evidence?")]


@result
class ImproperBehaviour:
    """Whether the supplier must be excluded, and whether it must be heard first."""

    must_exclude: bool
    hear_first: bool


@rule(
    "improper-behaviour",
    title="Must we exclude a supplier that behaved improperly?",
    citation="PA 2023 s.30",
    topic="Suppliers",
)
def improper_behaviour(facts: ImproperBehaviourFacts, *, tables: Tables) -> Answer[ImproperBehaviour]:
    """Say whether improper behaviour in an award forces the supplier out.

    A supplier must be excluded, and its tender disregarded, when it acted improperly in the award, is at an unfair
    advantage because of it, and the advantage cannot be avoided otherwise (PA 2023 s.30(1)-(2)). To act improperly is
    to withhold or to distort information asked for, to get at confidential information, or to influence the decision
    unduly (PA 2023 s.30(4)). Before the authority decides that, it must hear the supplier (PA 2023 s.30(3)). A supplier
    that withholds or distorts what was asked about its connected persons, associated persons or sub-contractors, to
    find out whether it is excluded or excludable, must be excluded whatever the advantage (PA 2023 s.30(5)-(6)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    if facts.about_exclusion and any(one in (Improper.WITHHELD, Improper.MISLEADING) for one in facts.acts):
        said = check(
            "asked_for",
            "Taken as met: the authority had asked for the information, and the supplier knew that it was needed.",
            WITHHELD,
        )
        return Answer(ImproperBehaviour(must_exclude=True, hear_first=False), (said,), WITHHELD)
    met = bool(facts.acts) and facts.unfair_advantage and not facts.avoidable
    if met and not facts.heard:
        block = Finding("hear_first", "Hear the supplier before you decide that it acted improperly.", HEARING)
        return Answer(ImproperBehaviour(must_exclude=False, hear_first=True), (block,), HEARING)
    if met:
        return Answer(ImproperBehaviour(must_exclude=True, hear_first=False), citation=MUST)
    return Answer(ImproperBehaviour(must_exclude=False, hear_first=False), (_why_not(facts),), MUST)


def _why_not(facts: ImproperBehaviourFacts) -> Finding:
    if not facts.acts:
        return inform("nothing_improper", "Nothing improper was done.", MUST)
    if not facts.unfair_advantage:
        return inform("no_advantage", "The supplier has no unfair advantage.", MUST)
    return inform("avoid_advantage", "Avoid the advantage in the other way that you have.", MUST)


class Threat(Term):
    """How national security came in."""

    OWN_VIEW = "own_view", "The authority itself sees a threat (discretionary ground)"
    LISTED = "listed", "The supplier is on the debarment list for it (mandatory ground)"


class Measure(Term):
    """What the authority wants to do."""

    EXCLUDE = "exclude", "Exclude the supplier or disregard its tender"
    TELL_SUPPLIER = "tell_supplier", "Tell the supplier that it intends to"
    TERMINATE = "terminate", "Terminate a contract"


@facts
class NationalSecurityFacts:
    """What is intended, on which ground, and what the Minister was told and said."""

    acting_on: Annotated[date, Ask("On which day do you want to act?")]
    threat: Annotated[Threat, Ask("How did national security come in?")]
    measure: Annotated[Measure, Ask("What do you want to do?")]
    minister_told_on: Annotated[date | None, Ask("When did you tell a Minister?", "Leave empty if you did not.")]
    minister_agrees: Annotated[bool | None, Ask("Does the Minister agree?", "Leave empty while there is no answer.")]


@result
class NationalSecurity:
    """Whether the authority may act, and what it waits for."""

    may_act: bool
    tell_minister: bool
    wait_for_agreement: bool


@rule(
    "national-security",
    title="May we act on a threat to national security?",
    citation="PA 2023 ss.29, 79",
    topic="Suppliers",
)
def national_security(facts: NationalSecurityFacts, *, tables: Tables) -> Answer[NationalSecurity]:
    """Say whether an authority may act against a supplier because of national security.

    To exclude a supplier, disregard its tender or tell it of that intention on the discretionary ground, the authority
    must first tell a Minister, who must consider that the supplier is excludable and should be excluded
    (PA 2023 s.29(2)). To terminate a contract on that ground it needs the same (PA 2023 s.79(1)). To terminate one on
    the mandatory ground it must first tell a Minister (PA 2023 s.79(2)). To exclude a supplier that is on the debarment
    list it need not (PA 2023 s.57(1)(b), s.57(3)).
    """
    wrong = [*before_the_act(tables, acting_on=facts.acting_on), *_told_wrong(facts)]
    if wrong:
        return undecided(*wrong)
    agreement, telling, citation = _needed(facts)
    told = facts.minister_told_on is not None
    given = NationalSecurity(
        may_act=(not telling or told) and (not agreement or facts.minister_agrees is True),
        tell_minister=telling and not told,
        wait_for_agreement=agreement and facts.minister_agrees is None,
    )
    return Answer(given, tuple(_said(facts, given, citation)), citation)


def _needed(facts: NationalSecurityFacts) -> tuple[bool, bool, str]:
    """Say whether agreement is needed, whether telling is, and where that stands."""
    if facts.threat is Threat.OWN_VIEW:
        return True, True, "PA 2023 s.79(1)" if facts.measure is Measure.TERMINATE else "PA 2023 s.29(2)"
    if facts.measure is Measure.TERMINATE:
        return False, True, "PA 2023 s.79(2)"
    return False, False, "PA 2023 s.57(3)"


def _told_wrong(facts: NationalSecurityFacts) -> Iterator[Finding]:
    if facts.minister_told_on is None and facts.minister_agrees is not None:
        yield bad("minister_agrees", "A Minister who was not told cannot have answered.", "PA 2023 s.29(2)")
    if facts.minister_told_on and facts.minister_told_on > facts.acting_on:
        yield bad(
            "minister_told_on", "The Minister is told before you act. Correct one of the dates.", "PA 2023 s.29(2)"
        )


def _said(facts: NationalSecurityFacts, given: NationalSecurity, citation: str) -> Iterator[Finding]:
    if given.tell_minister:
        yield Finding("tell_minister", "Tell a Minister of your intention before you act.", citation)
    if given.wait_for_agreement and not given.tell_minister:
        yield Finding("wait_for_minister", "Wait until the Minister has said what they consider.", citation)
    if facts.minister_agrees is False and not given.may_act:
        yield Finding("minister_disagrees", "The Minister does not agree. Do not act on this ground.", citation)
    if given.may_act and citation == "PA 2023 s.57(3)":
        yield check("described", "Taken as met: the entry describes contracts of this kind.", citation)
    yield check(
        "relevant_authority",
        "Taken as met: the authority is not a Minister, a government department or an officer of Parliament.",
        "PA 2023 s.79(3)" if facts.measure is Measure.TERMINATE else "PA 2023 s.29(4)",
    )

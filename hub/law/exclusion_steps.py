"""The steps around an exclusion: which checks at which stage, hearing the supplier, telling a Minister."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided, warn
from hub.law.exclusion_terms import ExclusionGround
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.spans import last_day
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import Duty, Procedure, Term

FACTORS = "PA 2023 s.58(1)"
HEARING = "PA 2023 s.58(2)"
PROPORTION = "PA 2023 s.58(3)"
NOTIFIED = "PA 2023 s.59(1)"
NOTIFY = "PA 2023 s.59(2)"
PROCEEDINGS = "PA 2023 s.59(4)-(5)"
NOT_RELEVANT = "PA 2023 s.59(6)"


@facts
class ExclusionChecksFacts:
    """How the contract is awarded."""

    on: Annotated[date, Ask("On which day did the procurement begin?")]
    procedure: Annotated[Procedure, Ask("How is the contract awarded?")]


@result
class ExclusionCheck:
    """One check: what it is, before what it is done, whom it looks at, and whether it must be done."""

    code: str
    what: str
    before: str
    looks_at: tuple[str, ...]
    duty: Duty
    citation: str


@result
class ExclusionChecks:
    """The checks in the order in which they come."""

    checks: tuple[ExclusionCheck, ...]


@rule(
    "exclusion-checks",
    title="When do we check suppliers for exclusion?",
    citation="PA 2023 ss.26 to 28, 41, 43, 45, 48",
    topic="Suppliers",
)
def exclusion_checks(facts: ExclusionChecksFacts, *, tables: Tables) -> Answer[ExclusionChecks]:
    """List the exclusion checks of a procedure in their order.

    Before a supplier goes beyond the first stage of a competitive flexible procedure, the authority decides whether it
    is excluded or excludable (PA 2023 s.27(1)). As part of a competitive procedure it asks who the sub-contractors are
    to be and looks for each on the debarment list (PA 2023 s.28(1)). It may ask more, to find out whether they are
    excluded or excludable (PA 2023 s.28(2)). Before it assesses tenders it disregards those of excluded suppliers
    (PA 2023 s.26(1)) and considers whether others are excludable (PA 2023 s.26(2)). Before a direct award it makes
    sure that the supplier is not excluded (PA 2023 s.41(1)(a)) and considers whether it is excludable
    (PA 2023 s.41(4), s.43(6)). Before a call-off it makes sure that the supplier is not excluded (PA 2023 s.45(6)(a)),
    and it may keep excluded and newly excludable suppliers out of the selection (PA 2023 s.48(1)). Below the threshold
    the Act asks for no such check (PA 2023 s.1(1), s.84).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    found = tuple(
        ExclusionCheck(
            code=row.code,
            what=row.label,
            before=row.data["before"],
            looks_at=tuple(row.data["looks_at"]),
            duty=Duty(row.data["duty"]),
            citation=row.data["citation"],
        )
        for row in tables.on("exclusion_checks", facts.on)
        if facts.procedure in row.data["procedures"]
    )
    if not found:
        said = inform("no_check", "The Act asks for no exclusion check below the threshold.", "PA 2023 s.84")
        return Answer(ExclusionChecks(checks=()), (said,), "PA 2023 s.84")
    return Answer(ExclusionChecks(checks=found))


class Factor(Term):
    """What an authority may weigh before it says that circumstances are over (PA 2023 s.58(1))."""

    TAKEN_SERIOUSLY = "taken_seriously", "The supplier took it seriously, for instance by paying compensation"
    PREVENTION = "prevention", "Steps to prevent it, such as new staff, management, procedures or training"
    COMMITMENTS = "commitments", "Commitments to such steps, or to let them be checked"
    TIME = "time", "The time since it last happened"
    OTHER = "other", "Any other evidence or explanation"


@facts
class SelfCleaningFacts:
    """What the authority did before it decides whether circumstances are over."""

    decision_on: Annotated[date, Ask("On which day do you decide?")]
    invited_on: Annotated[
        date | None, Ask("When was the supplier invited to make representations?", "Leave empty if it was not.")
    ]
    heard_on: Annotated[date | None, Ask("When did its representations arrive?", "Leave empty if none did.")]
    reply_by: Annotated[date | None, Ask("By when could the supplier answer?")]
    evidence_proportionate: Annotated[
        bool, Ask("Was all evidence that you required proportionate?", "Think of the nature and complexity.")
    ]
    weighed: Annotated[tuple[Factor, ...], Ask("What did you weigh?")]


@result
class SelfCleaning:
    """Whether the authority may decide now, and what it has not weighed."""

    may_decide: bool
    not_weighed: tuple[Factor, ...]


@rule(
    "self-cleaning",
    title="May we decide now whether the supplier has put things right?",
    citation="PA 2023 s.58",
    topic="Suppliers",
)
def self_cleaning(facts: SelfCleaningFacts, *, tables: Tables) -> Answer[SelfCleaning]:
    """Say whether an authority may decide that circumstances are continuing or likely to happen again.

    The authority may weigh how seriously the supplier took it, what it did and promises to do, the time since, and any
    other evidence (PA 2023 s.58(1)). Before it decides it must give the supplier a reasonable opportunity to make
    representations and to provide evidence (PA 2023 s.58(2)). It may require only evidence that is proportionate to
    the nature and complexity of the matter (PA 2023 s.58(3)).
    """
    wrong = list(before_the_act(tables, decision_on=facts.decision_on))
    if facts.heard_on and facts.heard_on > facts.decision_on:
        wrong.append(bad("heard_on", "Representations after the decision could not be weighed.", HEARING))
    if facts.invited_on and facts.reply_by and facts.reply_by < facts.invited_on:
        wrong.append(bad("reply_by", "The time to answer ends before the invitation. Correct one of them.", HEARING))
    if facts.invited_on and not facts.reply_by:
        wrong.append(needs("reply_by", "the time that the supplier had decides whether it was heard.", HEARING))
    if wrong:
        return undecided(*wrong)
    left = tuple(one for one in Factor if one not in facts.weighed)
    faults = list(_hearing_faults(facts))
    remarks = list(_weighing(facts, left))
    given = SelfCleaning(may_decide=not faults, not_weighed=left)
    return Answer(given, (*faults, *remarks), faults[0].citation if faults else FACTORS)


def _hearing_faults(facts: SelfCleaningFacts) -> Iterator[Finding]:
    if facts.invited_on is None and facts.heard_on is None:
        yield Finding("invite_first", "Invite the supplier to make representations before you decide.", HEARING)
    elif facts.heard_on is None and facts.reply_by and facts.decision_on <= facts.reply_by:
        yield Finding(
            "wait_for_answer",
            f"The supplier may answer until {facts.reply_by.isoformat()}. Decide after that day.",
            HEARING,
        )
    if not facts.evidence_proportionate:
        yield Finding("ask_less", "Ask only for evidence that is proportionate to the matter.", PROPORTION)


def _weighing(facts: SelfCleaningFacts, left: tuple[Factor, ...]) -> Iterator[Finding]:
    if not facts.weighed:
        yield warn("nothing_weighed", "Nothing was weighed. Record why, or weigh what the supplier shows.", FACTORS)
    elif left:
        yield inform("not_all_weighed", "You may weigh more than you did. Record what you left out.", FACTORS)
    if facts.invited_on:
        yield check(
            "time_reasonable", "Taken as met: the time that the supplier had to answer was reasonable.", HEARING
        )


class Exclusion(Term):
    """What was done to a supplier (PA 2023 s.59(1)(a))."""

    DISREGARDED = "disregarded", "Its tender was disregarded"
    EXCLUDED = "excluded", "It was excluded from a procedure"
    REPLACED = "replaced", "An associated person or sub-contractor was replaced"
    REFUSED = "refused", "It was refused membership of a dynamic market"
    REMOVED = "removed", "It was removed from a dynamic market"


@facts
class ExclusionNotificationFacts:
    """What was done, when, why, and what the courts were asked."""

    done: Annotated[Exclusion, Ask("What was done?")]
    done_on: Annotated[date, Ask("When was it done?")]
    grounds: Annotated[tuple[ExclusionGround, ...], Ask("On which grounds, as the authority itself considers?")]
    debarred_for: Annotated[
        tuple[ExclusionGround, ...], Ask("On which entries of the debarment list?", "Leave empty if there is none.")
    ]
    proceedings_began_on: Annotated[date | None, Ask("When did court proceedings about it begin?")]
    proceedings_ended_on: Annotated[date | None, Ask("When were they determined?")]


@result
class ExclusionNotification:
    """Whether a Minister has to be told, and by when."""

    required: bool
    notify_by: date | None
    proceedings_by: date | None
    outcome_by: date | None


@rule(
    "exclusion-notification",
    title="Must we tell a Minister that we excluded a supplier?",
    citation="PA 2023 s.59",
    topic="Suppliers",
)
def exclusion_notification(facts: ExclusionNotificationFacts, *, tables: Tables) -> Answer[ExclusionNotification]:
    """Date the notice to a Minister after an exclusion.

    The authority must give notice after it disregarded a tender, excluded a supplier, learned of a replacement, or
    refused or ended membership of a dynamic market (PA 2023 s.59(1)). It gives notice within 30 days that begin with
    the day on which that was done (PA 2023 s.59(2)). Every ground counts but the failure to cooperate with a debarment
    investigation (PA 2023 s.59(6)). An entry on the debarment list counts only when it is for national security under
    the mandatory ground (PA 2023 s.59(1)(b)(ii)). The beginning and the outcome of court proceedings are notified
    within 30 days each (PA 2023 s.59(4)-(5)).
    """
    if wrong := list(_notification_wrong(facts, tables)):
        return undecided(*wrong)
    relevant = any(one not in NEVER_UNDER_A for one in facts.grounds)
    required = relevant or ExclusionGround.M15 in facts.debarred_for
    if not required:
        given = ExclusionNotification(required=False, notify_by=None, proceedings_by=None, outcome_by=None)
        said = inform("no_notice", "No notice is owed: none of these grounds or entries asks for one.", NOT_RELEVANT)
        return Answer(given, (said,), NOT_RELEVANT)
    days = tables.days("duty_periods", "exclusion_notification", on=facts.done_on)
    court = tables.days("duty_periods", "proceedings_notification", on=facts.done_on)
    began, ended = facts.proceedings_began_on, facts.proceedings_ended_on
    given = ExclusionNotification(
        required=True,
        notify_by=last_day(facts.done_on, days=days),
        proceedings_by=last_day(began, days=court) if began else None,
        outcome_by=last_day(ended, days=court) if ended else None,
    )
    notes = [check("notice_contents", "Name in the notice each ground that you consider to apply.", "PA 2023 s.59(3)")]
    if began:
        row = tables.row("duty_periods", "proceedings_notification", on=facts.done_on)
        told = f"Tell the Minister of the proceedings, and of their outcome, within {row.days} days each."
        notes.append(inform("proceedings", told, row.data["citation"]))
    return Answer(given, tuple(notes), PROCEEDINGS if began else NOTIFY)


# Grounds that an authority's own view cannot found a notice on: one is left out by name, one needs the list.
NEVER_UNDER_A = (ExclusionGround.M23, ExclusionGround.M15)


def _notification_wrong(facts: ExclusionNotificationFacts, tables: Tables) -> Iterator[Finding]:
    yield from before_the_act(tables, done_on=facts.done_on)
    if not facts.grounds and not facts.debarred_for:
        yield needs(
            "grounds", "the ground, or the entry of the debarment list, decides whether notice is owed.", NOTIFIED
        )
    began, ended = facts.proceedings_began_on, facts.proceedings_ended_on
    if began and began < facts.done_on:
        yield bad("proceedings_began_on", "Proceedings cannot begin before what they are about was done.", PROCEEDINGS)
    if ended and began is None:
        yield needs("proceedings_began_on", "proceedings that ended must have begun.", PROCEEDINGS)
    if ended and began and ended < began:
        yield bad("proceedings_ended_on", "Proceedings cannot end before they begin.", PROCEEDINGS)

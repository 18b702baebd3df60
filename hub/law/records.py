"""How long records of a procurement are kept."""

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

KEEP = "PA 2023 s.98(1)-(3)"
UNTIL_NOTICE = "PA 2023 s.98(4)(a)"
UNTIL_YEARS = "PA 2023 s.98(4)(b)"
DEFENCE = "PA 2023 s.98(5)"
LONGER = "PA 2023 s.98(6)"


class RecordKind(Term):
    """Kinds of record that practice keeps for different times."""

    DECISION = "decision", "A decision, or what was said with a supplier before the contract"
    LOSING_BID = "losing_bid", "A bid that did not win"
    CONTRACT = "contract", "A winning bid, or a simple contract"
    DEED = "deed", "A winning bid, or a contract made as a deed"


@facts
class RecordKeepingFacts:
    """What the record is of, and how the procurement ended."""

    covered: Annotated[bool, Ask("Is this a public contract?", "A contract that reaches the threshold.")]
    defence_or_security: Annotated[bool, Ask("Is it a defence and security contract?")]
    awarded_on: Annotated[date | None, Ask("When was the contract awarded?")]
    entered_on: Annotated[date | None, Ask("When was the contract entered into?")]
    ended_without_award_on: Annotated[
        date | None, Ask("When was the procurement termination notice published?", "Notice UK12.")
    ]
    kind: Annotated[RecordKind, Ask("What kind of record is it?")] = RecordKind.DECISION
    contract_ended_on: Annotated[date | None, Ask("When did the contract end?")] = None
    legal_hold: Annotated[bool, Ask("Is the record held for a claim, an audit or a request?")] = False


@result
class RecordKeeping:
    """Until when the Act and practice keep the record, and whether it may then go."""

    required: bool
    keep_until: date | None
    practice_until: date | None
    may_destroy_after: date | None


@rule(
    "record-keeping",
    title="How long do we keep this record?",
    citation="PA 2023 s.98",
    topic="Records and claims",
)
def record_keeping(facts: RecordKeepingFacts, *, tables: Tables) -> Answer[RecordKeeping]:
    """Date the end of the duty to keep a record.

    An authority keeps records that explain each material decision in awarding and entering into a public contract, and
    of what it said with suppliers before the contract (PA 2023 s.98(1)-(3)). It keeps them until the day on which it
    gives notice that no contract will be awarded (PA 2023 s.98(4)(a)), or for the three years that begin with the day
    on which the contract is entered into or, failing that, awarded (PA 2023 s.98(4)(b)). The duty is not for defence
    and security contracts (PA 2023 s.98(5)). Other law may need a longer time (PA 2023 s.98(6)). A legal hold beats
    every end (PA 2023 s.98(6)).
    """
    if wrong := list(_wrong(facts, tables)):
        return undecided(*wrong)
    required = facts.covered and not facts.defence_or_security
    keep_until = _statutory(facts, tables) if required else None
    practice_until = _practice(facts, tables)
    # A record with no known end of either kind has no day after which it may go.
    known = [one for one in (keep_until, practice_until) if one]
    open_end = facts.legal_hold or (_has_practice(facts) and practice_until is None) or (required and not keep_until)
    given = RecordKeeping(
        required=required,
        keep_until=keep_until,
        practice_until=practice_until,
        may_destroy_after=None if open_end else max(known, default=None),
    )
    return Answer(given, tuple(_said(facts, given, tables)), _citation(facts, required))


def _has_practice(facts: RecordKeepingFacts) -> bool:
    return facts.kind is not RecordKind.DECISION


def _statutory(facts: RecordKeepingFacts, tables: Tables) -> date | None:
    if facts.ended_without_award_on:
        return facts.ended_without_award_on
    starts_on = facts.entered_on or facts.awarded_on
    if starts_on is None:
        return None
    return last_day(starts_on, months=tables.row("duty_periods", "records", on=starts_on).data["months"])


def _practice(facts: RecordKeepingFacts, tables: Tables) -> date | None:
    if not _has_practice(facts):
        return None
    starts_on = facts.awarded_on if facts.kind is RecordKind.LOSING_BID else facts.contract_ended_on
    if starts_on is None:
        return None
    return last_day(starts_on, months=tables.row("retention", facts.kind, on=starts_on).data["months"])


def _wrong(facts: RecordKeepingFacts, tables: Tables) -> Iterator[Finding]:
    yield from before_the_act(
        tables,
        awarded_on=facts.awarded_on,
        entered_on=facts.entered_on,
        ended_without_award_on=facts.ended_without_award_on,
    )
    if facts.entered_on and facts.ended_without_award_on:
        yield bad(
            "ended_without_award_on",
            "A contract that was entered into did not end without award. Keep one of the dates.",
            UNTIL_NOTICE,
        )
    if facts.entered_on and facts.awarded_on and facts.entered_on < facts.awarded_on:
        yield bad("entered_on", "A contract is entered into after its award. Correct one of the dates.", UNTIL_YEARS)
    if facts.contract_ended_on and facts.entered_on is None:
        yield needs("entered_on", "a contract that ended was entered into.", UNTIL_YEARS)
    elif facts.contract_ended_on and facts.entered_on and facts.contract_ended_on < facts.entered_on:
        yield bad("contract_ended_on", "A contract ends after it begins. Correct one of the dates.", UNTIL_YEARS)


def _citation(facts: RecordKeepingFacts, required: bool) -> str:
    if not required:
        return DEFENCE if facts.covered else KEEP
    return UNTIL_NOTICE if facts.ended_without_award_on else UNTIL_YEARS


def _said(facts: RecordKeepingFacts, given: RecordKeeping, tables: Tables) -> Iterator[Finding]:
    if not given.required:
        yield inform(
            "no_duty", "The Act sets no time for this record. Keep it by your own policy.", _citation(facts, False)
        )
    elif given.keep_until is None:
        yield inform("still_open", "Keep the record: the procurement has not ended.", UNTIL_YEARS)
    if facts.legal_hold:
        yield Finding("legal_hold", "Do not destroy this record while it is held.", LONGER)
    if _has_practice(facts):
        row = next(one for one in tables.all("retention") if one.code == facts.kind)
        yield check(
            "unconfirmed",
            f"{row.data['note']} Here: {row.data['months']} months after {row.data['from_event']}.",
            LONGER,
        )
    yield check("other_law", "Taken as met: no other law or condition of funding needs a longer time.", LONGER)

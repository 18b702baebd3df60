"""Decisions that an officer takes in place of the authority: when they are written down, and for how long."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.calendar import add_months, beyond_calendar, last_day
from hub.law.facts import Ask, facts, result
from hub.law.registry import rule
from hub.law.tables import Tables

PERIODS = "law_periods"
TOPIC = "Decisions and scrutiny"
RECORD = "SI 2014/2095 reg 7"
BY_AUTHORISATION, BY_EFFECT = "SI 2014/2095 reg 7(2)(a)", "SI 2014/2095 reg 7(2)(b)"
OTHER_LAW = "SI 2014/2095 reg 7(4)"
INSPECTION = "SI 2014/2095 reg 8"
EXEMPT = "SI 2014/2095 reg 9"


@facts
class OfficerDecisionFacts:
    """A decision that an officer took."""

    decided_on: Annotated[date, Ask("On which day was the decision taken?")]
    express: Annotated[bool, Ask("Did the authority or a committee expressly authorise the officer to take it?")]
    grants_permission: Annotated[bool, Ask("Does it grant a permission or a licence?")]
    affects_individual: Annotated[bool, Ask("Does it affect the rights of an individual?")]
    material_spend: Annotated[
        bool, Ask("Does it award a contract or incur spending that materially affects the authority's finances?")
    ]
    recorded_elsewhere: Annotated[
        bool, Ask("Must a record with date, decision and reasons be made under another law anyway?")
    ] = False


@result
class OfficerDecision:
    """Whether it is written down and open to inspection, and until when both are kept."""

    record_needed: bool
    record_kept_until: date | None
    papers_kept_until: date | None


@rule(
    "officer-decision",
    title="Must an officer's decision be recorded and published?",
    citation=RECORD,
    topic=TOPIC,
)
def officer_decision(facts: OfficerDecisionFacts, *, tables: Tables) -> Answer[OfficerDecision]:
    """Say whether a decision delegated to an officer needs a written record, and how long it stays open to inspection.

    A written record is made where the officer was expressly authorised (SI 2014/2095 reg 7(2)(a)). Under a general
    authorisation it is made where the decision grants a permission or licence, affects the rights of an individual, or
    awards a contract or incurs spending that materially affects the authority's finances (SI 2014/2095 reg 7(2)(b)).
    A record that another law asks for is enough (SI 2014/2095 reg 7(4)). The record is kept open to inspection for 6
    years and its background papers for 4, beginning with the day of the decision (SI 2014/2095 reg 8).
    """
    first = next(row for row in tables.all(PERIODS) if row.code == "officer_record")
    wrong = [*beyond_calendar(decided_on=facts.decided_on)]
    if facts.decided_on < first.valid_from:
        said = f"{facts.decided_on.isoformat()} is before {first.valid_from.isoformat()}, when the Regulations began."
        wrong.append(bad("decided_on", f"{said} Check the year.", RECORD))
    if wrong:
        return undecided(*wrong)
    by_effect = facts.grants_permission or facts.affects_individual or facts.material_spend
    if not facts.express and not by_effect:
        return Answer(OfficerDecision(record_needed=False, record_kept_until=None, papers_kept_until=None))
    record = tables.row(PERIODS, "officer_record", on=facts.decided_on).data["months"]
    papers = tables.row(PERIODS, "officer_papers", on=facts.decided_on).data["months"]
    found = [
        check(
            "content",
            "Taken as met: date, decision, reasons, other options considered and rejected, and after an express "
            "authorisation the names of members who declared an interest.",
            RECORD,
        ),
        check("inspection", "It is published as soon as reasonably practicable after it is made.", INSPECTION),
        inform("exempt", "Confidential and exempt information need not be disclosed to the public.", EXEMPT),
    ]
    if facts.recorded_elsewhere:
        found.append(inform("recorded_elsewhere", "The record that the other law asks for is enough.", OTHER_LAW))
    answer = OfficerDecision(
        record_needed=True,
        record_kept_until=_until(facts.decided_on, record),
        papers_kept_until=_until(facts.decided_on, papers),
    )
    return Answer(answer, tuple(found), BY_AUTHORISATION if facts.express else BY_EFFECT)


def _until(decided_on: date, months: int) -> date:
    """Give the last day of a period that begins with the day of the decision."""
    return last_day(add_months(decided_on, months), 0)

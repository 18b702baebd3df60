"""Decisions that an officer takes in place of the authority: when they are written down, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.calendar import beyond_calendar
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.spans import last_day
from hub.law.tables import Tables

PERIODS = "law_periods"
TOPIC = "Decisions and scrutiny"
RECORD = "SI 2014/2095 reg 7"
BY_AUTHORISATION, BY_EFFECT = "SI 2014/2095 reg 7(2)(a)", "SI 2014/2095 reg 7(2)(b)"
CONTENT, OTHER_LAW = "SI 2014/2095 reg 7(3)", "SI 2014/2095 reg 7(4)"
BODY = check(
    "body", "Taken as met: you are a body that the Regulations name; a combined authority is.", "SI 2014/2095 reg 6"
)
DELEGATED = check(
    "delegated",
    "Taken as met: the authority, a committee or a joint committee would otherwise have decided, and delegated it.",
    "SI 2014/2095 reg 7(2)",
)
INSPECTION = check(
    "inspection",
    "Show the record with its background papers at your offices and on your website, as soon as reasonably practicable "
    "after the record is made.",
    "SI 2014/2095 reg 8(1)",
)
CONFIDENTIAL = inform(
    "confidential",
    "Leave out what is confidential. What is exempt need not be shown either. The proper officer’s opinion counts.",
    "SI 2014/2095 reg 9(2)",
)


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
    All this is about decisions that the authority or a committee would otherwise have taken (SI 2014/2095 reg 7(2)).
    Combined authorities are among the bodies that it binds (SI 2014/2095 reg 6). The record is made as soon as
    reasonably practicable and says when and what was decided, why, and which other options were rejected
    (SI 2014/2095 reg 7(3)). A record with date, decision and reasons that another law asks for is enough
    (SI 2014/2095 reg 7(4)). The record is shown to the public with its background papers (SI 2014/2095 reg 8(1)). It is
    kept open to inspection for six years, beginning with the day of the decision (SI 2014/2095 reg 8(3)). Its
    background papers are kept for four (SI 2014/2095 reg 8(4)). Confidential information is left out, and exempt
    information may be (SI 2014/2095 reg 9(2)).
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
    record = tables.row(PERIODS, "officer_record", on=facts.decided_on)
    papers = tables.row(PERIODS, "officer_papers", on=facts.decided_on)
    record_until = last_day(facts.decided_on, months=record.data["months"])
    papers_until = last_day(facts.decided_on, months=papers.data["months"])
    answer = OfficerDecision(record_needed=True, record_kept_until=record_until, papers_kept_until=papers_until)
    kept_record = f"Keep the record open to inspection until {record_until.isoformat()}."
    kept_papers = f"Keep its background papers open to inspection until {papers_until.isoformat()}."
    kept = (
        inform("record_kept", kept_record, record.data["citation"]),
        inform("papers_kept", kept_papers, papers.data["citation"]),
    )
    return Answer(answer, (*_said(facts), *kept), BY_AUTHORISATION if facts.express else BY_EFFECT)


def _said(facts: OfficerDecisionFacts) -> Iterator[Finding]:
    yield from (BODY, DELEGATED)
    if facts.recorded_elsewhere:
        said = "Taken as met: the record that the other law asks for has date, decision and reasons. It is enough."
        yield check("recorded_elsewhere", said, OTHER_LAW)
    else:
        names = ", and the names of members who declared a conflict of interest" if facts.express else ""
        said = f"Taken as met: the record has date, decision, reasons, other options considered and rejected{names}."
        yield check("content", said, CONTENT)
    yield from (INSPECTION, CONFIDENTIAL)

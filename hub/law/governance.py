"""Decisions of a combined authority: notice of key decisions, exceptions, call-in and answers to scrutiny."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.bank_holidays import Nation, expected_findings
from hub.law.calendar import (
    add_months,
    add_working_days,
    beyond_calendar,
    clear_days_after,
    deadline,
    last_day,
    start_after,
)
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Row, Tables

PERIODS = "law_periods"
TOPIC = "Decisions and scrutiny"
KEY_DECISION = "SI 2017/68 art 11"
EXCEPTION = "SI 2017/68 art 12"
DIRECTION = "LDEDCA 2009 Sch 5A para 1(4)"
RESPONSE = "SI 2017/68 art 7(2)"


@facts
class KeyDecisionFacts:
    """The notice of a key decision."""

    published_on: Annotated[date, Ask("When was the notice of the key decision published?")]


@result
class EarliestDecision:
    """The first day for the decision."""

    earliest_decision_on: Annotated[date, Ask("The first day on which the decision may be made")]


@rule("key-decision", title="When may a key decision be made?", citation=KEY_DECISION, topic=TOPIC)
def key_decision(facts: KeyDecisionFacts, *, tables: Tables) -> Answer[EarliestDecision]:
    """Find the first day for a key decision.

    A key decision needs a notice at least 28 clear days before it is made (SI 2017/68 art 11). Neither the day of the
    notice nor the day of the decision counts (SI 2017/68 art 11). If that is impracticable, the general exception may
    be used (SI 2017/68 art 12).
    """
    if faults := _faults("key_decision", tables, published_on=facts.published_on):
        return undecided(*faults)
    days = tables.days(PERIODS, "key_decision", on=facts.published_on)
    content = (
        "Taken as met: the notice is on the website and at the office, and names the matter, who decides, when, the "
        "documents and how to get them."
    )
    earliest = clear_days_after(facts.published_on, days)
    found = check("notice_content", content, KEY_DECISION)
    return Answer(EarliestDecision(earliest_decision_on=earliest), (found,))


@facts
class GeneralExceptionFacts:
    """The notice that stands in for the one of 28 days."""

    available_on: Annotated[
        date, Ask("When was the notice to the chair of overview and scrutiny made available to the public?")
    ]


@rule(
    "general-exception",
    title="When may a key decision be made under the general exception?",
    citation=EXCEPTION,
    topic=TOPIC,
)
def general_exception(facts: GeneralExceptionFacts, *, tables: Tables) -> Answer[EarliestDecision]:
    """Find the first day for a key decision under the general exception.

    Where the notice of 28 days is impracticable, the decision may be made after 5 clear days from the day on which the
    notice to the chair of the overview and scrutiny committee was made available (SI 2017/68 art 12). Neither end day
    counts (SI 2017/68 art 12). Whether the days are working days is a setting, because the Order does not say so
    (SI 2017/68 art 12).
    """
    given = facts.available_on
    if faults := _faults("general_exception", tables, available_on=given):
        return undecided(*faults)
    row = tables.row(PERIODS, "general_exception", on=given)
    said = "Taken as met: the usual notice was impracticable, the chair was told in writing, and reasons are published."
    found = [check("impracticable", said, EXCEPTION)]
    nations = _nations(row)
    working = start_after(add_working_days(given, row.days, tables=tables, nations=nations))
    earliest = working if row.data["working"] else clear_days_after(given, row.days)
    if row.data["working"]:
        found += expected_findings(given, working, tables=tables, nations=nations)
    if row.is_unconfirmed:
        counted = "working days" if row.data["working"] else "all days"
        other = "" if row.data["working"] else f" Counted in working days, the first day is {working.isoformat()}."
        said = f"Counted: {row.days} clear days, being {counted} (a setting). {row.data['note']}{other}"
        found.append(check("unconfirmed", said, EXCEPTION))
    return Answer(EarliestDecision(earliest_decision_on=earliest), tuple(found))


@facts
class CallInFacts:
    """A decision, and what overview and scrutiny did about it."""

    published_on: Annotated[date, Ask("When was the decision published?")]
    called_in_on: Annotated[date | None, Ask("When was it called in?", "Leave empty if it was not.")]
    direction_issued_on: Annotated[
        date | None,
        Ask("When was a direction issued not to implement it?", "Leave empty if there was none."),
    ]
    recommendations_received_on: Annotated[
        date | None,
        Ask("When did the authority receive the committee’s recommendations?", "Leave empty if there are none yet."),
    ]


@result
class CallIn:
    """When the decision takes effect, and the days that a call-in sets."""

    call_in_by: Annotated[date, Ask("The last day for calling the decision in")]
    takes_effect_on: Annotated[date | None, Ask("The day on which it takes effect, unless called in")]
    takes_effect_at: Annotated[str | None, Ask("The time of day at which it takes effect")]
    direction_ends_on: Annotated[date | None, Ask("The last day on which the direction may have effect")]
    reconsider_by: Annotated[date | None, Ask("The last day for the meeting that reconsiders the decision")]


@rule(
    "call-in",
    title="When does a decision take effect, and what does a call-in change?",
    citation=DIRECTION,
    topic=TOPIC,
)
def call_in(facts: CallInFacts, *, tables: Tables) -> Answer[CallIn]:
    """Find the days of a call-in.

    Overview and scrutiny may direct that a decision is not implemented while it is reviewed (LDEDCA 2009 Sch 5A
    para 1(4)). How long after publication a decision may be called in is a matter of the authority’s constitution, and
    so a setting (LDEDCA 2009 Sch 5A para 1(4)). A direction has effect for at most 14 days from its issue
    (SI 2017/68 art 7(4)(b)). A meeting reconsiders the decision no later than 10 days after the recommendations were
    received (SI 2017/68 art 7(4)(a)).
    """
    if faults := _call_in_faults(facts, tables):
        return undecided(*faults)
    row = tables.row(PERIODS, "call_in", on=facts.published_on)
    nations = _nations(row)
    by = add_working_days(facts.published_on, row.days, tables=tables, nations=nations)
    if facts.called_in_on and facts.called_in_on > by:
        said = (
            f"The decision could be called in until {by.isoformat()} {row.data['time']}. Correct one of the two days."
        )
        return undecided(bad("called_in_on", said, DIRECTION))
    issued, received = facts.direction_issued_on, facts.recommendations_received_on
    called = facts.called_in_on is not None
    answer = CallIn(
        call_in_by=by,
        takes_effect_on=None if called else by,
        takes_effect_at=None if called else row.data["time"],
        direction_ends_on=deadline(issued, tables.days(PERIODS, "call_in_direction", on=issued)) if issued else None,
        reconsider_by=deadline(received, tables.days(PERIODS, "call_in_reconsider", on=received)) if received else None,
    )
    found = list(expected_findings(facts.published_on, by, tables=tables, nations=nations))
    if called:
        said = "The decision waits until it has been reconsidered, or the direction has ended."
        found.append(inform("called_in", said, DIRECTION))
    found += _direction_said(answer)
    if row.is_unconfirmed:
        said = f"Counted: {row.days} full working days to {row.data['time']} (a setting). {row.data['note']}"
        found.append(check("unconfirmed", said, DIRECTION))
    return Answer(answer, tuple(found))


def _direction_said(answer: CallIn) -> Iterator[Finding]:
    if answer.direction_ends_on:
        said = f"The direction has no effect after {answer.direction_ends_on.isoformat()}."
        yield inform("direction", said, "SI 2017/68 art 7(4)(b)")
    if answer.reconsider_by:
        said = f"Hold the meeting that reconsiders the decision by {answer.reconsider_by.isoformat()}."
        yield inform("reconsider", said, "SI 2017/68 art 7(4)(a)")


def _call_in_faults(facts: CallInFacts, tables: Tables) -> list[Finding]:
    published, called = facts.published_on, facts.called_in_on
    issued, received = facts.direction_issued_on, facts.recommendations_received_on
    faults = _faults(
        "call_in",
        tables,
        published_on=published,
        called_in_on=called,
        direction_issued_on=issued,
        recommendations_received_on=received,
    )
    if called and called < published:
        faults.append(bad("called_in_on", "A decision cannot be called in before it is published.", DIRECTION))
    for name, day in {"direction_issued_on": issued, "recommendations_received_on": received}.items():
        if day and not called:
            faults.append(
                bad("called_in_on", f"There is a day for {name}: say when the decision was called in.", DIRECTION)
            )
        if day and called and day < called:
            faults.append(bad(name, "This cannot come before the call-in. Correct one of the two days.", DIRECTION))
    return faults


@facts
class ScrutinyFacts:
    """A report of overview and scrutiny that asks for a response."""

    report_received_on: Annotated[date, Ask("When was the report received?")]
    notice_received_on: Annotated[
        date | None,
        Ask("When was the notice received that asks for a response?", "Leave empty if it came with the report."),
    ]


@result
class ScrutinyResponse:
    """The last day for the response."""

    respond_by: Annotated[date, Ask("The last day for the response")]


@rule(
    "scrutiny-response",
    title="By when must we respond to a scrutiny report?",
    citation=RESPONSE,
    topic=TOPIC,
)
def scrutiny_response(facts: ScrutinyFacts, *, tables: Tables) -> Answer[ScrutinyResponse]:
    """Find the last day for a response to overview and scrutiny.

    The authority or the mayor responds within two months of receiving the report or, if later, the notice that asks for
    a response (SI 2017/68 art 7(2)). Whether the day of receipt is the first day of the two months is a setting
    (SI 2017/68 art 7(2)).
    """
    report, notice = facts.report_received_on, facts.notice_received_on
    if faults := _faults("scrutiny_response", tables, report_received_on=report, notice_received_on=notice):
        return undecided(*faults)
    since = max(report, notice) if notice else report
    row = tables.row(PERIODS, "scrutiny_response", on=since)
    by = add_months(since, row.data["months"])
    # Where the month has no such day the period ends with the month anyway.
    if row.data["first_day_counts"] and by.day == since.day:
        by = last_day(by, 0)
    counted = "is" if row.data["first_day_counts"] else "is not"
    said = f"Counted: the day of receipt {counted} the first day of the {row.data['months']} months (a setting)."
    found = (check("unconfirmed", f"{said} {row.data['note']}", RESPONSE),) if row.is_unconfirmed else ()
    return Answer(ScrutinyResponse(respond_by=by), found)


def _nations(row: Row) -> tuple[Nation, ...]:
    return tuple(Nation(code) for code in row.data["nations"])


def _faults(code: str, tables: Tables, **dates: date | None) -> list[Finding]:
    """Name each date before the first row of a period, and each too far ahead."""
    return [*_before(code, tables, **dates), *beyond_calendar(**dates)]


def _before(code: str, tables: Tables, **dates: date | None) -> Iterator[Finding]:
    first = min((row for row in tables.all(PERIODS) if row.code == code), key=lambda row: row.valid_from)
    for name, day in dates.items():
        if day is not None and day < first.valid_from:
            said = f"{day.isoformat()} is before {first.valid_from.isoformat()}, when the table begins. Check the year."
            yield bad(name, said, first.data["citation"])

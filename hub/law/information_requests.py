"""By when a request for information is answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.bank_holidays import expected_findings
from hub.law.calendar import add_working_days, beyond_calendar, is_working_day, start_after
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.spans import last_day
from hub.law.tables import Row, Tables

PERIODS = "law_periods"
FEE = "FOIA 2000 s.9(2)"
PAUSE = "FOIA 2000 s.10(2)"


@facts
class RequestFacts:
    """A request for information, and what has happened to it."""

    received_on: Annotated[date, Ask("When was the request received?")]
    environmental: Annotated[bool, Ask("Is it for environmental information?")]
    clarified_on: Annotated[
        date | None,
        Ask("When did the details arrive that you needed to find the information?", "Empty if none were needed."),
    ] = None
    complex_and_large: Annotated[
        bool, Ask("Is it so complex and large that the usual time is impracticable?", "Environmental requests only.")
    ] = False
    fee_notice_on: Annotated[date | None, Ask("When was a fees notice given?", "Empty if there was none.")] = None
    fee_paid_on: Annotated[date | None, Ask("When was the fee paid?", "Empty if it is not paid.")] = None


@result
class Request:
    """The last day for the answer, how many working days that is, and the last day for the fee if there is one."""

    answer_by: Annotated[date | None, Ask("The last day for the answer; none while a fee is not paid")]
    working_days: Annotated[int, Ask("How many working days there are for it")]
    fee_by: Annotated[date | None, Ask("The last day on which the fee may be paid")]


@rule(
    "information-request",
    title="By when must we answer this request for information?",
    citation="FOIA 2000 s.10(1)",
    topic="Transparency",
)
def information_request(facts: RequestFacts, *, tables: Tables) -> Answer[Request]:
    """Find the last day for the answer to a request for information.

    A request is answered promptly, and not later than the twentieth working day following the date of receipt
    (FOIA 2000 s.10(1)). If details were needed to find the information, the day on which they arrive is the date of
    receipt (FOIA 2000 s.10(6)). The working days from a fees notice to its payment are left out (FOIA 2000 s.10(2)),
    and a fee that is not paid within three months ends the duty (FOIA 2000 s.9(2)). A bank holiday in any part of the
    United Kingdom is no working day (FOIA 2000 s.10(6)). Environmental information is given within 20 working days of
    receipt (EIR 2004 reg 5(2)), or 40 if the request is complex and large (EIR 2004 reg 7(1)).
    """
    received = max(facts.received_on, facts.clarified_on or facts.received_on)
    row = tables.row(PERIODS, _code(facts), on=facts.received_on)
    if wrong := list(_wrong(facts, row, received, tables)):
        return undecided(*wrong)
    fee = facts.fee_notice_on
    fee_by = last_day(fee, months=tables.row(PERIODS, "foi_fee", on=fee).data["months"]) if fee else None
    if fee and facts.fee_paid_on is None:
        said = "Nothing needs to be answered until the fee is paid; the days until then do not count."
        waiting = Request(answer_by=None, working_days=row.days, fee_by=fee_by)
        return Answer(waiting, (inform("fee_not_paid", said, FEE),), FEE)
    # The day of receipt is not counted anyway.
    paused = (
        _working_days(max(fee, start_after(received)), facts.fee_paid_on, tables) if fee and facts.fee_paid_on else 0
    )
    by = add_working_days(received, row.days + paused, tables=tables)
    answer = Request(answer_by=by, working_days=row.days, fee_by=fee_by)
    return Answer(answer, tuple(_said(facts, row, (received, by), paused, tables=tables)), row.data["citation"])


def _code(facts: RequestFacts) -> str:
    if not facts.environmental:
        return "foi_answer"
    return "eir_extended" if facts.complex_and_large else "eir_answer"


def _working_days(first: date, last: date, tables: Tables) -> int:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(is_working_day(day, tables=tables) for day in days)


def _said(
    facts: RequestFacts, row: Row, counted: tuple[date, date], paused: int, *, tables: Tables
) -> Iterator[Finding]:
    if paused:
        yield inform("paused", f"{paused} working days until the fee was paid are left out.", PAUSE)
    if facts.clarified_on is not None:
        yield inform("clarified", "Counted from the day on which the details arrived.", "FOIA 2000 s.10(6)")
    if facts.complex_and_large:
        usual = tables.row(PERIODS, "eir_answer", on=facts.received_on)
        by = add_working_days(counted[0], usual.days, tables=tables)
        yield check(
            "tell_extension", f"Tell the applicant of the longer time by {by.isoformat()}.", "EIR 2004 reg 7(3)"
        )
    if row.is_unconfirmed:
        yield check("unconfirmed", row.data["note"], row.data["citation"])
    yield from expected_findings(*counted, tables=tables)


def _wrong(facts: RequestFacts, row: Row, received: date, tables: Tables) -> Iterator[Finding]:
    notice, paid = facts.fee_notice_on, facts.fee_paid_on
    far = list(
        beyond_calendar(
            received_on=facts.received_on, clarified_on=facts.clarified_on, fee_notice_on=notice, fee_paid_on=paid
        )
    )
    if far:
        yield from far
        return
    if facts.clarified_on and facts.clarified_on < facts.received_on:
        yield bad("clarified_on", "Details to a request cannot arrive before the request.", "FOIA 2000 s.10(6)")
    if facts.complex_and_large and not facts.environmental:
        said = "Only a request for environmental information has more time for this reason."
        yield bad("complex_and_large", said, "EIR 2004 reg 7(1)")
    if paid and not notice:
        yield bad("fee_paid_on", "A fee is paid after a fees notice. Give fee_notice_on.", FEE)
    if notice and facts.environmental:
        yield bad("fee_notice_on", "A fees notice is for requests that are not environmental.", "FOIA 2000 s.9(1)")
    elif notice:
        yield from _fee_wrong(notice, paid, received, row.days, tables=tables)


def _fee_wrong(notice: date, paid: date | None, received: date, days: int, *, tables: Tables) -> Iterator[Finding]:
    if notice < received or notice > add_working_days(received, days, tables=tables):
        yield bad("fee_notice_on", "A fees notice is given within the time for the answer.", "FOIA 2000 s.9(1)")
    by = last_day(notice, months=tables.row(PERIODS, "foi_fee", on=notice).data["months"])
    if paid and not notice <= paid <= by:
        yield bad("fee_paid_on", f"The fee could be paid from the notice until {by.isoformat()}.", FEE)

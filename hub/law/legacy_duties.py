"""Periods that still run under the old regulations, for what began before the 2023 Act."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided
from hub.law.calendar import add_months, beyond_calendar, deadline, start_after
from hub.law.contract_periods import period_end, spoken
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Row, Tables

TABLE = "legacy_duties"
TOPIC = "Which law"
STATISTICS = "SI 2024/716 reg 5"
OLD = check("old_regulations", "Taken as met: the old regulations govern this. Ask `regime`.", STATISTICS)
STANDSTILL_OWED = check(
    "standstill_owed",
    "Taken as met: this is neither a call-off nor another award that the old regulations let go without a standstill.",
    "PCR 2015 reg 86(5)",
)


@facts
class LegacyStandstillFacts:
    """The letters that tell tenderers of an award."""

    sent_on: Annotated[date, Ask("On which day were the award decision letters sent to all tenderers?")]
    electronic: Annotated[bool, Ask("Were they all sent electronically?")]


@result
class LegacyStandstill:
    """The end of the standstill, and the first day on which the contract may be made."""

    ends_on: date
    earliest_contract_on: date


@facts
class LegacyAwardFacts:
    """An award under the old regulations."""

    awarded_on: Annotated[date, Ask("When was the contract awarded or the framework concluded?")]


@result
class LegacyAward:
    """The last day for the contract award notice."""

    publish_by: date


@facts
class LegacyTendersFacts:
    """An invitation to the members of an old dynamic purchasing system."""

    invited_on: Annotated[date, Ask("On which day is the invitation to tender sent?")]


@result
class LegacyTenders:
    """The least number of days, and the first day that may be the deadline."""

    min_days: int
    earliest_deadline_on: date


@facts
class LegacyStatisticsFacts:
    """A day for which the period of the statistics is asked."""

    on: Annotated[date, Ask("For which day do you ask?")]


@result
class LegacyStatistics:
    """The first and the last day of the period."""

    starts_on: date
    ends_on: date


@rule(
    "legacy-standstill", title="How long do we wait under the old regulations?", citation="PCR 2015 reg 87", topic=TOPIC
)
def legacy_standstill(facts: LegacyStandstillFacts, *, tables: Tables) -> Answer[LegacyStandstill]:
    """Find the end of a standstill under the old regulations.

    The standstill ends with the tenth day after the day on which the letters were sent, if all were sent electronically
    (PCR 2015 reg 87(2)). By other means it ends with the fifteenth (PCR 2015 reg 87(3)). The contract may be made on
    the day after (PCR 2015 reg 87).
    """
    if wrong := early(tables, "standstill_electronic", sent_on=facts.sent_on):
        return undecided(*wrong)
    row = tables.row(TABLE, "standstill_electronic" if facts.electronic else "standstill_other", on=facts.sent_on)
    ends_on = deadline(facts.sent_on, row.days)
    answer = LegacyStandstill(ends_on=ends_on, earliest_contract_on=start_after(ends_on))
    return Answer(answer, (OLD, STANDSTILL_OWED, *doubts(row)), row.data["citation"])


@rule(
    "legacy-award-notice",
    title="By when do we publish an award under the old regulations?",
    citation="PCR 2015 reg 50(1)",
    topic=TOPIC,
)
def legacy_award_notice(facts: LegacyAwardFacts, *, tables: Tables) -> Answer[LegacyAward]:
    """Find the last day for a contract award notice under the old regulations.

    The notice is sent no later than 30 days after the award of the contract or the conclusion of the framework
    (PCR 2015 reg 50(1)).
    """
    if wrong := early(tables, "award_notice", awarded_on=facts.awarded_on):
        return undecided(*wrong)
    row = tables.row(TABLE, "award_notice", on=facts.awarded_on)
    return Answer(LegacyAward(publish_by=deadline(facts.awarded_on, row.days)), (OLD, *doubts(row)))


@rule(
    "legacy-dps-tenders",
    title="How long must tenders in an old dynamic purchasing system have?",
    citation="PCR 2015 reg 34(12)",
    topic=TOPIC,
)
def legacy_dps_tenders(facts: LegacyTendersFacts, *, tables: Tables) -> Answer[LegacyTenders]:
    """Find the least time for tenders in a dynamic purchasing system under the old regulations.

    Members have at least 10 days from the day on which the invitation is sent (PCR 2015 reg 34(12)).
    """
    if wrong := early(tables, "dps_tenders", invited_on=facts.invited_on):
        return undecided(*wrong)
    row = tables.row(TABLE, "dps_tenders", on=facts.invited_on)
    answer = LegacyTenders(min_days=row.days, earliest_deadline_on=deadline(facts.invited_on, row.days))
    return Answer(answer, (OLD, *doubts(row)))


@rule(
    "legacy-payment-statistics",
    title="For which period do we publish the old payment statistics?",
    citation=STATISTICS,
    topic=TOPIC,
)
def legacy_payment_statistics(facts: LegacyStatisticsFacts, *, tables: Tables) -> Answer[LegacyStatistics]:
    """Find the period of the payment statistics that old contracts still owe.

    The first period runs from 24 February to 30 September 2025 (SI 2024/716 reg 5). After it every period is six
    months long and ends with March or September (SI 2024/716 reg 5).
    """
    if wrong := early(tables, "payment_statistics", on=facts.on):
        return undecided(*wrong)
    row = tables.row(TABLE, "payment_statistics", on=facts.on)
    first = date.fromisoformat(row.data["first_ends_on"])
    if facts.on <= first:
        return Answer(LegacyStatistics(starts_on=row.valid_from, ends_on=first), (OLD,))
    ends_on = period_end(facts.on, row.data["ends"])
    starts_on = add_months(start_after(ends_on), -row.data["months"])
    return Answer(LegacyStatistics(starts_on=starts_on, ends_on=ends_on), (OLD,))


def early(tables: Tables, code: str, **dates: date) -> list[Finding]:
    """Name each date before the first row of a period, and each too far ahead."""
    first = next(row for row in tables.all(TABLE) if row.code == code)
    before = [
        bad(name, f"The rule begins on {spoken(first.valid_from)}. Correct the date.", first.data["citation"])
        for name, day in dates.items()
        if day < first.valid_from
    ]
    return [*before, *beyond_calendar(**dates)]


def doubts(row: Row) -> tuple[Finding, ...]:
    """Say what is not confirmed of a row."""
    if not row.is_unconfirmed:
        return ()
    return (check("unconfirmed", f"{row.label}: not confirmed. {row.data['note']}", row.data["citation"]),)

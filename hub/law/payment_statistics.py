"""The figures of a payments compliance notice, worked out from the payments of a half-year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided
from hub.law.calendar import outside
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Tables

PERIODS = "law_periods"
MEAN = "PR 2024 reg 38(2)(c)(i)"
BANDS = "PR 2024 reg 38(2)(c)(ii)"
UNPAID = "PR 2024 reg 38(2)(d)"


@facts
class Payment:
    """One sum under a public contract."""

    invoice_on: Annotated[date, Ask("When was the invoice received?", "Day 1 is the day after.")]
    payable_on: Annotated[date, Ask("When did the sum become payable?")]
    paid_on: Annotated[date | None, Ask("When did the supplier receive it?", "Empty if it is not paid.")]


@facts
class StatisticsFacts:
    """The payments of a reporting period."""

    starts_on: Annotated[date, Ask("On which day does the reporting period begin?")]
    ends_on: Annotated[date, Ask("On which day does it end?")]
    payments: Annotated[tuple[Payment, ...], Ask("Which sums were paid or became payable?")]


@result
class Statistics:
    """The mean number of days, shares of the payments made by how long they took, and the share that was not made."""

    payments_made: int
    mean_days: Decimal | None
    first_share: Decimal | None
    second_share: Decimal | None
    later_share: Decimal | None
    became_payable: int
    unpaid_share: Decimal | None


@rule(
    "payment-statistics",
    title="Which figures go into our payments compliance notice?",
    citation="PR 2024 reg 38(2)",
    topic="Regular notices",
)
def payment_statistics(facts: StatisticsFacts, *, tables: Tables) -> Answer[Statistics]:
    """Work out the figures of a payments compliance notice.

    The notice gives the mean number of days that payments of the period took (PR 2024 reg 38(2)(c)(i)). Day 1 is the
    day after the invoice day (PR 2024 reg 38(2)(c)(i)). It gives the shares that were made by day 30, from day 31 to
    day 60, and later (PR 2024 reg 38(2)(c)(ii)). Of the sums that became payable in the period it gives the share that
    was not paid in it (PR 2024 reg 38(2)(d)).
    """
    if wrong := list(_wrong(facts, tables)):
        return undecided(*wrong)
    made = [_days(one) for one in facts.payments if one.paid_on and _within(one.paid_on, facts)]
    due = [one for one in facts.payments if _within(one.payable_on, facts)]
    late = [one for one in due if one.paid_on is None or one.paid_on > facts.ends_on]
    first = tables.days(PERIODS, "payments_first_band", on=facts.ends_on)
    second = tables.days(PERIODS, "payments_second_band", on=facts.ends_on)
    answer = Statistics(
        payments_made=len(made),
        mean_days=(Decimal(sum(made)) / len(made)).quantize(Decimal("0.1")) if made else None,
        first_share=_share(sum(days <= first for days in made), len(made)),
        second_share=_share(sum(first < days <= second for days in made), len(made)),
        later_share=_share(sum(days > second for days in made), len(made)),
        became_payable=len(due),
        unpaid_share=_share(len(late), len(due)),
    )
    said = "Taken as met: these are all the sums under public contracts, and the finance director approves the figures."
    return Answer(answer, (check("complete", said, "PR 2024 reg 38(2)(e)"),), MEAN)


def _days(payment: Payment) -> int:
    assert payment.paid_on is not None
    # Paid on the invoice day itself, it took no day.
    return (payment.paid_on - payment.invoice_on).days


def _within(day: date, facts: StatisticsFacts) -> bool:
    return facts.starts_on <= day <= facts.ends_on


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None


def _wrong(facts: StatisticsFacts, tables: Tables) -> Iterator[Finding]:
    yield from outside(tables, starts_on=facts.starts_on, ends_on=facts.ends_on)
    if facts.ends_on < facts.starts_on:
        yield bad("ends_on", "The period ends before it begins. Correct one of the two days.", "PA 2023 s.69(3)")
    for number, one in enumerate(facts.payments, start=1):
        if one.paid_on and one.paid_on < one.invoice_on:
            yield bad(f"payments.{number}.paid_on", "It was paid before its invoice. Correct one of the two.", BANDS)
        if one.payable_on < one.invoice_on:
            yield bad(f"payments.{number}.payable_on", "It became payable before its invoice came.", UNPAID)

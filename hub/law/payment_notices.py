"""The regular notices about payments: their periods, and by when each is published."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided
from hub.law.calendar import last_day, outside
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Row, Tables
from hub.law.terms import Term

NOTICES = "payment_notices"


class PaymentNotice(Term):
    """The two regular notices about payments (PA 2023 ss.69, 70)."""

    COMPLIANCE = "compliance", "Payments compliance notice, every half year"
    OVER_30K = "over_30k", "Payments over £30,000, every quarter"


@facts
class PaymentsFacts:
    """The period that has ended."""

    period_ends_on: Annotated[
        date,
        Ask(
            "On which day does the period end?",
            "31 March or 30 September for payments compliance; the end of a quarter for payments over £30,000.",
        ),
    ]
    kind: Annotated[PaymentNotice, Ask("Which notice is it?")]


@result
class Payments:
    """The last day for publishing."""

    publish_by: Annotated[date, Ask("The last day for publishing")]


@rule(
    "payments",
    title="By when must we publish about our payments?",
    citation="PA 2023 ss.69, 70",
    topic="Regular notices",
)
def payments(facts: PaymentsFacts, *, tables: Tables) -> Answer[Payments]:
    """Find the last day of a payment notice.

    A payments compliance notice is published for each half year that ends on 31 March or 30 September (PA 2023 s.69).
    The first period ran from 1 January to 31 March 2026 (PA 2023 s.69(3)). It is published within 30 days, beginning
    with the last day of the period (PA 2023 s.69). Payments above £30,000 under a public contract are published for
    each quarter, within 30 days beginning with its last day (PA 2023 s.70). The first quarter began on 1 April 2026
    (SI 2025/1316 reg 2(2)). Concession contracts and contracts awarded by schools are outside both (PA 2023 s.69).
    """
    ends = facts.period_ends_on
    if faults := outside(tables, period_ends_on=ends):
        return undecided(*faults)
    row = _periods(facts.kind, ends, tables)
    first = date.fromisoformat(row.data["first_ends_on"])
    if f"{ends:%m-%d}" not in row.data["ends"]:
        return undecided(_no_such_end(ends, row))
    if ends < first:
        said = f"The first period began on {row.data['first_starts_on']} and ended on {first.isoformat()}. "
        return undecided(bad("period_ends_on", f"{said}Nothing is owed for a period before.", row.data["citation"]))
    code = f"payments_{facts.kind}"
    period = tables.row("law_periods", code, on=ends)
    answer = Payments(publish_by=last_day(ends, period.days))
    return Answer(answer, tuple(_findings(facts.kind, ends, tables)), period.data["citation"])


def _periods(kind: PaymentNotice, on: date, tables: Tables) -> Row:
    rows = [row for row in tables.all(NOTICES) if row.code == kind]
    return next((row for row in rows if row.holds(on)), rows[0])


def _no_such_end(ends: date, row: Row) -> Finding:
    days = [f"{day.day} {day:%B}" for day in (date.fromisoformat(f"2000-{end}") for end in row.data["ends"])]
    said = f"No period of this notice ends on {ends.isoformat()}. Periods end on {', '.join(days[:-1])} and {days[-1]}."
    return bad("period_ends_on", said, row.data["citation"])


def _findings(kind: PaymentNotice, ends: date, tables: Tables) -> list[Finding]:
    scope = (
        "Taken as met: payments were made or fell due under public contracts awarded under the Act, not concessions."
    )
    if kind is PaymentNotice.COMPLIANCE:
        approved = "Taken as met: the director of finance or an equivalent approved the notice, by name and job title."
        return [check("in_scope", scope, "PA 2023 s.69"), check("approved", approved, "PR 2024 reg 38")]
    amount = tables.amount(NOTICES, "over_30k_amount", on=ends)
    single = f"Taken as met: single payments above £{amount:,.0f} including VAT are listed, without adding up."
    found = [check("in_scope", scope, "PA 2023 s.70"), check("single_payments", single, "PA 2023 s.70")]
    cutoff = tables.row(NOTICES, "over_30k_scope", on=ends)
    if cutoff.is_unconfirmed:
        said = f"Counted: contracts whose procurement commenced from {cutoff.data['commenced_from']} on (a setting)."
        found.append(check("unconfirmed", f"{said} {cutoff.data['note']}", cutoff.data["citation"]))
    return found

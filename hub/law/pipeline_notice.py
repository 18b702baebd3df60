"""The pipeline notice: who publishes one, what it lists, and by when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.calendar import add_months, last_day, outside
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Tables

PIPELINE = "PA 2023 s.93"
FIGURES = "pipeline_notice"


@facts
class PipelineFacts:
    """The financial year and what the authority expects to pay in it."""

    financial_year_starts_on: Annotated[date, Ask("On which day does the financial year start?", "Always 1 April.")]
    expected_spend_inc_vat: Annotated[
        Decimal,
        Ask(
            "How much do you expect to pay under contracts in that year, in pounds, including VAT?",
            "Contracts for goods, services and works; not exempted ones.",
        ),
    ]


@result
class Pipeline:
    """Whether the notice is required, and its last day."""

    required: Annotated[bool, Ask("Must a pipeline notice be published?")]
    publish_by: Annotated[date | None, Ask("The last day for publishing it")]


@rule(
    "pipeline-notice",
    title="Must we publish a pipeline notice, and by when?",
    citation=PIPELINE,
    topic="Regular notices",
)
def pipeline_notice(facts: PipelineFacts, *, tables: Tables) -> Answer[Pipeline]:
    """Decide whether a pipeline notice is due.

    An authority that expects to pay more than £100 million in a financial year publishes a pipeline notice
    (PA 2023 s.93). The financial year starts on 1 April (PA 2023 s.93). The notice is published within 56 days,
    beginning with the first day of the financial year (PA 2023 s.93). It lists the contracts above £2 million for
    which a tender or transparency notice is meant to be published within 18 months from that day (PA 2023 s.93). The
    amounts include VAT (PA 2023 s.123(2)). Any other authority may publish one (PR 2024 reg 15).
    """
    starts = facts.financial_year_starts_on
    faults = outside(tables, financial_year_starts_on=starts)
    if not faults and not _is_first_day(starts, tables):
        said = f"The financial year starts on 1 April. Say {starts.year}-04-01 or another 1 April."
        faults.append(bad("financial_year_starts_on", said, PIPELINE))
    if facts.expected_spend_inc_vat < 0:
        said = "The expected spend cannot be less than nothing. Give the amount including VAT."
        faults.append(bad("expected_spend_inc_vat", said, PIPELINE))
    if faults:
        return undecided(*faults)
    if facts.expected_spend_inc_vat <= tables.amount(FIGURES, "spend", on=starts):
        said = "A pipeline notice is voluntary for you this year."
        return Answer(Pipeline(required=False, publish_by=None), (inform("voluntary", said, "PR 2024 reg 15"),))
    publish_by = last_day(starts, tables.days("law_periods", "pipeline_notice", on=starts))
    return Answer(Pipeline(required=True, publish_by=publish_by), (_lists(starts, tables),))


def _is_first_day(day: date, tables: Tables) -> bool:
    first = tables.row(FIGURES, "financial_year", on=day).data
    return (day.month, day.day) == (first["month"], first["day"])


def _lists(starts: date, tables: Tables) -> Finding:
    amount = tables.amount(FIGURES, "contract", on=starts)
    months = tables.row(FIGURES, "reporting_period", on=starts).data["months"]
    until = last_day(add_months(starts, months), 0)
    return check(
        "lists_contracts",
        f"Taken as met: the notice lists each contract above £{amount:,.0f} including VAT for which a tender or "
        f"transparency notice is meant to be published by {until.isoformat()}.",
        PIPELINE,
    )

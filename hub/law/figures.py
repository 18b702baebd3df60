"""Which money limits of the law, other than the thresholds, an amount passes."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided
from hub.law.facts import Ask, facts, result
from hub.law.registry import rule
from hub.law.tables import Tables
from hub.law.terms import Term

TESTS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
}


class Measured(Term):
    """What an amount is the amount of."""

    CONTRACT = "contract", "The estimated value of a contract"
    PAYMENT = "payment", "A single payment"
    ITEM_OF_SPENDING = "item_of_spending", "An item of spending"
    YEARLY_SPEND = "yearly_spend", "What the authority expects to pay in a financial year"


@facts
class LimitFacts:
    """An amount that may pass limits."""

    on: Annotated[date, Ask("For which day do you ask?")]
    of: Annotated[Measured, Ask("What is this the amount of?")]
    value_inc_vat: Annotated[Decimal, Ask("How much is it in pounds, including VAT?")]


@result
class Limit:
    """A limit, and whether the amount passes it."""

    code: str
    label: str
    amount: Decimal
    passed: bool
    citation: str


@result
class Limits:
    """Every limit that holds on that day for such an amount."""

    limits: tuple[Limit, ...]


@rule("money-limits", title="Which money limits does this amount pass?", citation="PA 2023 s.123(2)", topic="Value")
def money_limits(facts: LimitFacts, *, tables: Tables) -> Answer[Limits]:
    """Compare an amount with every limit other than the thresholds.

    Each row says whether the limit is passed from its amount or only above it (PA 2023 ss.52(1), 53(3), 70, 77, 85(3),
    87(4), 93(1)-(2), PR 2024 reg 27(2)). Amounts include VAT (PA 2023 s.123(2)). The limits of the Transparency Code
    are usually read without the VAT that can be recovered (Transparency Code 2015).
    """
    if facts.value_inc_vat < 0:
        return undecided(bad("value_inc_vat", "An amount cannot be less than nothing.", "PA 2023 s.123(2)"))
    rows = [row for row in tables.on("law_figures", facts.on) if row.data["of"] == facts.of]
    limits = tuple(
        Limit(
            code=row.code,
            label=row.label,
            amount=row.amount,
            passed=TESTS[row.data["test"]](facts.value_inc_vat, row.amount),
            citation=row.data["citation"],
        )
        for row in rows
    )
    found = tuple(
        check("unconfirmed", f"{row.label}: not confirmed. {row.data['note']}", row.data["citation"])
        for row in rows
        if row.is_unconfirmed
    )
    return Answer(Limits(limits=limits), found, "PA 2023 s.123(2)")

"""The dated settings of intake and planning, as the rules take them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hub.pipeline.rules.workload import Norm
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority

EFFORT, NORMS = "planning_effort", "planning_norms"
# Shipped by the package that values procurements; where it does not hold, values without VAT are taken as they are.
VAT_RATES, STANDARD = "vat_rates", "standard"


@dataclass(frozen=True)
class Norms:
    """What holds at an authority on a day; where a value is missing, what it serves is not said.

    :param effort: days and weeks of a procurement, by procedure and tier.
    :param answer_days: working days within which a need is answered.
    :param officer_days: days of an officer for planned work in a quarter.
    :param full_at: per cent of these above which it is too much.
    """

    effort: dict[str, Norm] = field(default_factory=dict)
    answer_days: int | None = None
    quotes_from: Decimal | None = None
    relevant_from: Decimal | None = None
    officer_days: Decimal | None = None
    full_at: int | None = None


def norms(authority: Authority | None, *, on: date) -> Norms:
    """Read the settings of an authority for a day, in two queries."""
    effort = {
        row.code: Norm(Decimal(str(row.data["days"])), int(row.data["weeks"]))
        for row in lookup.layered(EFFORT, on=on, authority=authority)
    }
    data = {row.code: row.data for row in lookup.layered(NORMS, on=on, authority=authority)}

    def number(code: str, name: str) -> Decimal | None:
        return Decimal(str(data[code][name])) if code in data else None

    answer, full = number("answer", "working_days"), number("full_at", "percent")
    return Norms(
        effort,
        answer_days=None if answer is None else int(answer),
        quotes_from=number("quotes_from", "amount"),
        relevant_from=number("relevant_from", "amount"),
        officer_days=number("officer_days", "days"),
        full_at=None if full is None else int(full),
    )


def standard_vat(*, on: date) -> Decimal | None:
    """Give the standard rate of VAT of a day in per cent, or None where no table says it."""
    rates = {row.code: row.data for row in lookup.get(VAT_RATES, on=on)}
    return Decimal(str(rates[STANDARD]["percent"])) if STANDARD in rates else None

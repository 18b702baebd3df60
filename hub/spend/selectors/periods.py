"""Months as ledgers number them (202603), and the financial years that they make up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hub.platform.words import financial_year

APRIL, MARCH = 4, 3
NO_MONTH = "No date in the file"


@dataclass(frozen=True)
class Period:
    """Some months that follow each other."""

    slug: str
    name: str
    first: int
    last: int


def years_of(months: Iterable[int]) -> list[Period]:
    """Give the financial years that some months lie in, the newest first."""
    firsts = {month // 100 if month % 100 >= APRIL else month // 100 - 1 for month in months if month}
    return [
        Period(str(year), financial_year(date(year, APRIL, 1)), year * 100 + APRIL, (year + 1) * 100 + MARCH)
        for year in sorted(firsts, reverse=True)
    ]


def name_of(month: int) -> str:
    """Write a month for people: "March 2026"."""
    return f"{date(month // 100, month % 100, 1):%B %Y}" if is_month(month) else NO_MONTH


def short_name_of(month: int) -> str:
    """Write a month for charts: "Mar 2026"."""
    return f"{date(month // 100, month % 100, 1):%b %Y}" if is_month(month) else "No date"


def is_month(number: int) -> bool:
    """Say whether a number is a month."""
    return 1 <= number % 100 <= 12 and 1900 <= number // 100 <= 9999

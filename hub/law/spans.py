"""Whole years from or up to a day, as the sections count them."""

from __future__ import annotations

from datetime import date, timedelta

from hub.law.tables import Tables

DAY = timedelta(days=1)
MARCH = 3


def years(tables: Tables, code: str, *, on: date) -> int:
    """Give the years of a row of the table of terms and windows."""
    return int(tables.row("scope_periods", code, on=on).data["years"])


def last_day_of(first: date, count: int) -> date:
    """Give the last day of a period of so many years that begins with a day."""
    return _shifted(first, count) - DAY


def first_day_of(last: date, count: int) -> date:
    """Give the first day of a period of so many years that ends with a day."""
    return _shifted(last + DAY, -count)


def _shifted(day: date, count: int) -> date:
    try:
        return day.replace(year=day.year + count)
    except ValueError:
        # 29 February has no like day in most years; the period then turns over with 1 March.
        return date(day.year + count, MARCH, 1)

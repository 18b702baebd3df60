"""Periods of days, months and years as the Act counts them: by the corresponding date, never past the calendar."""

from __future__ import annotations

from datetime import date

from hub.law.tables import Tables

MONTHS = 12


def last_day(starts_on: date, *, days: int = 0, months: int = 0) -> date:
    """Give the last day of a period of days or of months that begins with a day, that day being the first of it."""
    if months:
        return _ordinal(_shifted(starts_on, months, up=True).toordinal() - 1)
    return _ordinal(starts_on.toordinal() + days - 1)


def first_day(ends_on: date, *, months: int) -> date:
    """Give the first day of a period of months that ends with a day, that day being the last of it."""
    return _ordinal(_shifted(ends_on, -months, up=False).toordinal() + 1)


def same_day_later(day: date, *, months: int) -> date:
    """Give the corresponding day of a later month, or that month's last day where it has no such day."""
    return _shifted(day, months, up=False)


def years(tables: Tables, code: str, *, on: date) -> int:
    """Give the years of a row of the table of terms and windows."""
    return int(tables.row("scope_periods", code, on=on).data["years"])


def last_day_of(first: date, count: int) -> date:
    """Give the last day of a period of so many years that begins with a day."""
    return last_day(first, months=MONTHS * count)


def first_day_of(last: date, count: int) -> date:
    """Give the first day of a period of so many years that ends with a day."""
    return first_day(last, months=MONTHS * count)


def _shifted(day: date, months: int, *, up: bool) -> date:
    """Move by months; a day that the month lacks becomes the next day (``up``) or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        # Only months shorter than December lack a day, so there is a next month in the same year.
        following = date(year, month + 2, 1)
        return following if up else _ordinal(following.toordinal() - 1)


def _ordinal(number: int) -> date:
    return date.fromordinal(max(1, min(number, date.max.toordinal())))

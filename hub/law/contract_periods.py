"""Quarters and half-years of a contract's duties, and how a day is written for people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

MONTHS = ("January February March April May June July August September October November December").split()


def period_end(day: date, ends: Iterable[str]) -> date:
    """Give the first of the yearly period ends, written ``MM-DD`` in their order, that is not before a day."""
    known = tuple(ends)
    days = (date.fromisoformat(f"{year}-{one}") for year in (day.year, day.year + 1) for one in known)
    return next(end for end in days if end >= day)


def spoken(day: date) -> str:
    """Write a day as people read it, such as 3 December 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

"""Days and periods: what a working day is, and on which day a period of the law begins and ends.

Four ways of counting occur in the law. ``last_day``: N days beginning with a day, which is day 1. ``deadline``: N days
beginning with the day after. ``working_days_end``: N working days beginning with a day, which is day 1 if it is a
working day. ``clear_days_after``: N clear days, of which neither end counts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated

from hub.law.answers import Answer, bad, undecided
from hub.law.bank_holidays import LAST_YEAR, SATURDAY, UK, WORKING_DAY, Nation, expected_findings, holidays
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import act_began, before_the_act
from hub.law.tables import Tables

# Not law: no period of the law comes near it, and a slip of the pen must not be counted for minutes.
MOST_DAYS = 10_000
MONTHS = 12


def is_working_day(day: date, *, tables: Tables, nations: tuple[Nation, ...] = UK) -> bool:
    """Say whether a day is neither Saturday nor Sunday nor a bank holiday in any of the nations."""
    return day.weekday() < SATURDAY and day not in _holiday_dates(day.year, tables=tables, nations=nations)


def working_days_end(starts_on: date, days: int, *, tables: Tables, nations: tuple[Nation, ...] = UK) -> date:
    """Give the last of N working days; the start is day 1 if it is a working day, else the next working day is.

    :raises ValueError: for fewer than one day.
    """
    if days < 1:
        raise ValueError("A period has at least one day.")
    year = starts_on.year
    ordinals = _working_ordinals(year, tables=tables, nations=nations)
    place = bisect_left(ordinals, starts_on.toordinal()) + days - 1
    while place >= len(ordinals):
        place -= len(ordinals)
        year += 1
        ordinals = _working_ordinals(year, tables=tables, nations=nations)
    return date.fromordinal(ordinals[place])


def working_day_on_or_after(day: date, *, tables: Tables, nations: tuple[Nation, ...] = UK) -> date:
    """Give the day itself if it is a working day, else the first one after it."""
    return working_days_end(day, 1, tables=tables, nations=nations)


def next_working_day(day: date, *, tables: Tables, nations: tuple[Nation, ...] = UK) -> date:
    """Give the first working day after a day."""
    return add_working_days(day, 1, tables=tables, nations=nations)


def add_working_days(day: date, days: int, *, tables: Tables, nations: tuple[Nation, ...] = UK) -> date:
    """Give the Nth working day after a day, which itself does not count."""
    return working_days_end(deadline(day, 1), days, tables=tables, nations=nations)


def last_day(start: date, days: int) -> date:
    """Give the last of N days beginning with a day, which is day 1."""
    return start + timedelta(days=days - 1)


def deadline(start: date, days: int) -> date:
    """Give the last of N days beginning with the day after a day."""
    return start + timedelta(days=days)


def clear_days_after(day: date, days: int) -> date:
    """Give the first day that leaves N clear days since a day; neither end counts."""
    return start_after(deadline(day, days))


def start_after(day: date) -> date:
    """Give the day after a day."""
    return deadline(day, 1)


def add_months(day: date, months: int) -> date:
    """Give the same day of the month, months later (earlier if negative); the month's last where there is none."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    first = date(day.year + years, month + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first.replace(day=min(day.day, (following - first).days))


def beyond_calendar(**dates: date | None) -> Iterator[Finding]:
    """Name each date so far ahead that it must be a slip of the pen."""
    for name, day in dates.items():
        if day is not None and day.year > LAST_YEAR:
            yield bad(name, f"{day.isoformat()} is too far ahead to count from. Check the year.", WORKING_DAY)


def outside(tables: Tables, **dates: date | None) -> list[Finding]:
    """Name each date that the Procurement Act 2023 does not reach, or the calendar does not."""
    began = _began(tables)
    if all(day is None or (day >= began and day.year <= LAST_YEAR) for day in dates.values()):
        return []
    return [*before_the_act(tables, **dates), *beyond_calendar(**dates)]


@lru_cache(maxsize=16)
def _began(tables: Tables) -> date:
    return act_began(tables)


@lru_cache(maxsize=512)
def _holiday_dates(year: int, *, tables: Tables, nations: tuple[Nation, ...]) -> frozenset[date]:
    return frozenset(one.day for one in holidays(year, tables=tables) if one.nation in nations)


@lru_cache(maxsize=512)
def _working_ordinals(year: int, *, tables: Tables, nations: tuple[Nation, ...]) -> tuple[int, ...]:
    first, after = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    days = (date.fromordinal(ordinal) for ordinal in range(first, after))
    return tuple(day.toordinal() for day in days if is_working_day(day, tables=tables, nations=nations))


@facts
class WorkingDaysFacts:
    """A period of working days."""

    starts_on: Annotated[date, Ask("On which day does the period begin?", "It counts as day 1 if it is a working day.")]
    days: Annotated[int, Ask("How many working days are there?")]


@result
class WorkingDays:
    """The end of the period."""

    ends_on: Annotated[date, Ask("The last working day of the period")]


@rule(
    "working-days",
    title="When does a period of working days end?",
    citation=WORKING_DAY,
    topic="Days and periods",
)
def working_days(facts: WorkingDaysFacts, *, tables: Tables) -> Answer[WorkingDays]:
    """Count working days from a day on.

    A working day is no Saturday, no Sunday and no bank holiday in any part of the United Kingdom (PA 2023 s.123(1)).
    The day on which the period begins is day 1 if it is a working day (PA 2023 s.51(2)). Otherwise the next working
    day is day 1 (PA 2023 s.123(1)).
    """
    faults = outside(tables, starts_on=facts.starts_on)
    if not 1 <= facts.days <= MOST_DAYS:
        faults.append(bad("days", f"Give a whole number of working days from 1 to {MOST_DAYS:,}.", WORKING_DAY))
    if faults:
        return undecided(*faults)
    ends_on = working_days_end(facts.starts_on, facts.days, tables=tables)
    return Answer(WorkingDays(ends_on=ends_on), expected_findings(facts.starts_on, ends_on, tables=tables))

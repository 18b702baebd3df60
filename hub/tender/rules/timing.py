"""When answers may be due (security.md §7.3), and which return date is usual."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from hub.law.calendar import add_working_days, is_working_day
from hub.law.findings import Finding
from hub.law.tables import Tables
from hub.platform.words import LONDON, date_with_day, deadline, plural

EARLIEST, LATEST, USUAL = time(10), time(17), time(12)
# Nobody is asked so far ahead; a year that is typed wrong must not be taken.
FURTHEST = timedelta(days=400)
TUESDAY, THURSDAY = 1, 3


def due_at(day: date, at: time) -> datetime:
    """Give the instant of a time of day in London."""
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)


def is_repeated_hour(moment: datetime) -> bool:
    """Say whether a moment falls in the hour that the clocks of London show twice."""
    wall = moment.astimezone(LONDON).replace(tzinfo=None)
    first, second = (wall.replace(tzinfo=LONDON, fold=fold).utcoffset() for fold in (0, 1))
    return first != second


def first_day(now: datetime, *, least: int, tables: Tables) -> date:
    """Give the first day on which answers may be due: so many working days after today; today with none."""
    today = now.astimezone(LONDON).date()
    return add_working_days(today, least, tables=tables) if least else today


def faults(due: datetime, *, now: datetime, least: int, tables: Tables, cure: str = "due_on") -> Iterator[Finding]:
    """Name what is wrong with a moment at which answers are to be due.

    Args:
        due: the moment, aware.
        now: the moment of asking, aware.
        least: working days that suppliers have at the least, the day of sending not counted.
        cure: the field beside which a form shows it.
    """
    wall = due.astimezone(LONDON)
    if due <= now:
        first = date_with_day(first_day(now, least=max(1, least), tables=tables))
        yield Finding("past", f"Return date must be after now. Choose {first} or later.", cure=cure)
        return
    if due - now > FURTHEST:
        told = f"Return date must be within {plural(FURTHEST.days, 'day')}. Check the year."
        yield Finding("far", told, cure=cure)
        return
    if is_repeated_hour(due):
        told = "The clocks go back in that hour, so it comes twice. Choose a time before or after it."
        yield Finding("repeated_hour", told, cure=cure)
    if not is_working_day(wall.date(), tables=tables):
        better = date_with_day(add_working_days(wall.date(), 1, tables=tables))
        told = f"{date_with_day(wall.date())} is no working day in every part of the country. Choose {better}."
        yield Finding("not_working", told, cure=cure)
    if wall.time() < EARLIEST:
        told = "Answers cannot be due before 10am: nobody is there to help if something fails."
        yield Finding("early", told, cure="due_time" if cure == "due_on" else cure)
    open_from = first_day(now, least=least, tables=tables)
    if wall.date() < open_from:
        days = plural(least, "working day")
        told = f"Suppliers have {days} at the least. Choose {date_with_day(open_from)} or later."
        yield Finding("short", told, "PA 2023 s.87(6)", cure=cure)


def usual(now: datetime, *, days: int, least: int, tables: Tables) -> datetime:
    """Give the usual moment: midday, from Tuesday to Thursday, not next to a day on which somebody does not work.

    Args:
        days: calendar days that suppliers usually have.
        least: working days that they have at the least.
    """
    day = max(now.astimezone(LONDON).date() + timedelta(days=days), first_day(now, least=least, tables=tables))
    while not _is_good(day, tables):
        day += timedelta(days=1)
    return due_at(day, USUAL)


def _is_good(day: date, tables: Tables) -> bool:
    if not TUESDAY <= day.weekday() <= THURSDAY:
        return False
    return all(is_working_day(day + timedelta(days=step), tables=tables) for step in (-1, 0, 1))


def why_unusual(due: datetime, *, tables: Tables) -> str:
    """Say in words why another moment would suit suppliers better; "" where it is as it usually is."""
    wall = due.astimezone(LONDON)
    if not _is_good(wall.date(), tables):
        return f"{deadline(due)} is on a Monday or Friday, or next to a holiday. Fewer people are there to answer."
    if wall.time() != USUAL:
        return "Most suppliers expect midday."
    return ""

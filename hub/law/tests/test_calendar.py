"""Counting days: the four ways of the law, and what must hold for every period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.law.bank_holidays import LAST_YEAR, Nation
from hub.law.calendar import (
    MOST_DAYS,
    WorkingDaysFacts,
    add_months,
    add_working_days,
    beyond_calendar,
    clear_days_after,
    deadline,
    is_working_day,
    last_day,
    next_working_day,
    outside,
    start_after,
    working_day_on_or_after,
    working_days,
    working_days_end,
)
from hub.law.tables import shipped

DAYS = st.dates(date(2025, 2, 24), date(2060, 12, 31))
LENGTHS = st.integers(1, 400)
ENGLAND = (Nation.ENGLAND_WALES,)


def one_by_one(start: date, days: int) -> date:
    """Count as a person would, with a finger on the calendar."""
    day, counted = start, 0
    while True:
        counted += is_working_day(day, tables=shipped())
        if counted == days:
            return day
        day += timedelta(days=1)


@given(start=DAYS, days=LENGTHS)
def test_the_end_is_the_day_that_counting_one_by_one_finds(start: date, days: int) -> None:
    assert working_days_end(start, days, tables=shipped()) == one_by_one(start, days)


@given(start=DAYS, days=LENGTHS)
def test_adding_a_working_day_never_shortens_a_period(start: date, days: int) -> None:
    end = working_days_end(start, days, tables=shipped())
    assert working_days_end(start, days + 1, tables=shipped()) > end
    assert working_days_end(start + timedelta(days=1), days, tables=shipped()) >= end


@given(start=DAYS, days=LENGTHS)
def test_a_period_ends_on_a_working_day_and_not_before_it_begins(start: date, days: int) -> None:
    end = working_days_end(start, days, tables=shipped())
    assert is_working_day(end, tables=shipped())
    assert end >= start + timedelta(days=days - 1)


@given(start=DAYS, days=LENGTHS)
def test_the_united_holidays_never_end_a_period_earlier_than_those_of_one_nation(start: date, days: int) -> None:
    alone = working_days_end(start, days, tables=shipped(), nations=ENGLAND)
    assert alone <= working_days_end(start, days, tables=shipped())


def test_each_nation_has_working_days_of_its_own() -> None:
    andrew = date(2026, 11, 30)
    assert not is_working_day(andrew, tables=shipped())
    assert is_working_day(andrew, tables=shipped(), nations=ENGLAND)
    assert not is_working_day(andrew, tables=shipped(), nations=(Nation.SCOTLAND,))


def test_a_friday_is_a_working_day_and_the_weekend_is_not() -> None:
    found = [is_working_day(date(2026, 11, day), tables=shipped()) for day in range(20, 24)]
    assert found == [True, False, False, True]


def test_the_next_working_day_is_never_the_day_itself() -> None:
    assert next_working_day(date(2026, 11, 27), tables=shipped()) == date(2026, 12, 1)
    assert next_working_day(date(2026, 11, 27), tables=shipped(), nations=ENGLAND) == date(2026, 11, 30)
    assert next_working_day(date(2026, 11, 25), tables=shipped()) == date(2026, 11, 26)


def test_the_working_day_on_or_after_may_be_the_day_itself() -> None:
    assert working_day_on_or_after(date(2026, 11, 27), tables=shipped()) == date(2026, 11, 27)
    assert working_day_on_or_after(date(2026, 11, 28), tables=shipped()) == date(2026, 12, 1)
    assert working_day_on_or_after(date(2026, 11, 28), tables=shipped(), nations=ENGLAND) == date(2026, 11, 30)


def test_added_working_days_do_not_count_the_day_they_are_added_to() -> None:
    assert add_working_days(date(2026, 11, 23), 5, tables=shipped(), nations=ENGLAND) == date(2026, 11, 30)
    assert add_working_days(date(2026, 11, 23), 5, tables=shipped()) == date(2026, 12, 1)


def test_a_period_of_no_working_days_has_no_end() -> None:
    with pytest.raises(ValueError, match=r"^A period has at least one day\.$"):
        working_days_end(date(2026, 11, 23), 0, tables=shipped())


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [("2026-06-01", 30, "2026-06-30"), ("2026-06-01", 90, "2026-08-29"), ("2026-09-30", 30, "2026-10-29"),
     ("2026-06-30", 30, "2026-07-29"), ("2027-04-01", 56, "2027-05-26"), ("2026-06-01", 1, "2026-06-01")],
)  # fmt: skip
def test_a_period_beginning_with_a_day_counts_that_day(start: str, days: int, last: str) -> None:
    assert last_day(date.fromisoformat(start), days) == date.fromisoformat(last)


def test_a_period_beginning_with_the_day_after_does_not() -> None:
    assert deadline(date(2026, 6, 1), 25) == date(2026, 6, 26)
    assert start_after(date(2026, 12, 3)) == date(2026, 12, 4)


def test_of_clear_days_neither_end_counts() -> None:
    assert clear_days_after(date(2026, 11, 2), 28) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [("2026-01-15", 2, "2026-03-15"), ("2026-12-31", 2, "2027-02-28"), ("2027-12-31", 2, "2028-02-29"),
     ("2026-10-31", 1, "2026-11-30"), ("2026-11-30", 1, "2026-12-30"), ("2028-02-29", -12, "2027-02-28"),
     ("2028-02-29", 12, "2029-02-28"), ("2026-01-31", -1, "2025-12-31"), ("2026-03-31", -1, "2026-02-28"),
     ("2026-04-01", 18, "2027-10-01"), ("2026-06-30", 0, "2026-06-30"), ("2026-12-01", 12, "2027-12-01")],
)  # fmt: skip
def test_months_end_on_the_same_day_or_with_the_month(day: str, months: int, found: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(found)


def test_only_years_beyond_the_calendar_are_refused() -> None:
    assert list(beyond_calendar(on=date(LAST_YEAR, 12, 31), off=None)) == []
    assert [one.message.split(":")[0] for one in beyond_calendar(on=date(LAST_YEAR + 1, 1, 1))] == ["on"]


def test_days_before_the_act_and_beyond_the_calendar_are_outside() -> None:
    found = outside(shipped(), one=date(2025, 2, 23), two=date(9999, 1, 1), three=date(2025, 2, 24), four=None)
    assert [one.message.split(":")[0] for one in found] == ["one", "two"]


def test_the_longest_period_and_the_last_year_can_be_counted() -> None:
    longest = WorkingDaysFacts(starts_on=date(LAST_YEAR, 12, 31), days=MOST_DAYS)
    assert working_days(longest, tables=shipped()).result is not None
    assert (
        working_days(WorkingDaysFacts(starts_on=date(2026, 1, 5), days=MOST_DAYS + 1), tables=shipped()).result is None
    )

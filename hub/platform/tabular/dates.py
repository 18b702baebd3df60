"""Read dates as people type them, and tell from a whole column whether they are British or American."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from hub.platform.tabular.results import BadValue, shown

EARLIEST, LATEST = 1900, 2150
LONDON = ZoneInfo("Europe/London")
# Excel counts days from here, with a leap day in 1900 that never was; serials from 20000 (1954) on are not affected.
_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
_SERIAL = re.compile(r"^(\d{5})(?:\.\d+)?$")
_SERIALS = range(20000, 80000)

ABSENT = frozenset(
    {
        "-", "--", "–", "—", "n/a", "na", "n.a.", "none", "nil", "null", "tbc", "tba", "tbd", "unknown",
        "not applicable", "not known", "not available", "not stated", "not specified", "to be confirmed",
        "to be determined", "ongoing", "on going", "on-going", "rolling", "open ended", "open-ended", "perpetual",
        "permanent", "no end date", "indefinite", "evergreen", "various", "no", "continuous", "not yet available",
        "?",
    }
)  # fmt: skip
# What systems write when they hold no date at all.
_EMPTY_DATES = ("0001-01-01", "1900-01-00", "01/01/0001")


class Order(StrEnum):
    """Which comes first in 03/04/2026: the day, as in Britain, or the month, as in America."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True)
class OrderFound:
    """What a column's values say about day and month: the order, and how many values prove each and neither."""

    order: Order
    day_first: int
    month_first: int
    either: int

    @property
    def note(self) -> str:
        """Say what was assumed, when it is not plain that the dates are British."""
        if self.order is Order.MONTH_FIRST:
            return (
                f"{_dates(self.month_first)} can only be American (month/day/year) and none can only be British, "
                f"so all were read that way, {self.either} of them on that ground alone."
            )
        if self.month_first:
            return (
                f"{_dates(self.month_first)} can only be American (month/day/year) and {self.day_first} only British. "
                f"The American ones are rejected; check the {self.either} that could be either."
            )
        return ""


def _dates(count: int) -> str:
    return f"{count:,} date{'' if count == 1 else 's'}"


_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for number, name in enumerate(calendar.month_abbr) if name
} | {"sept": 9, "febuary": 2, "febraury": 2}  # fmt: skip
_WEEKDAY = re.compile(
    r"^(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|urday|rsday)?[,.]?\s+", re.I
)
_TIME = re.compile(
    r"(?:[T\s,]+(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?)\s*(Z|[+-]\d{2}:?\d{2}|UTC|GMT|BST)?$",
    re.I,
)
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_COMPACT = re.compile(r"^(19|20|21)(\d{2})(\d{2})(\d{2})$")
_NUMERIC = re.compile(r"^(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})$")
_DAY_NAME = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.]*([A-Za-z]{3,9})\.?,?[\s\-/.]*['’]?(\d{4}|\d{2})$")
_NAME_DAY = re.compile(r"^([A-Za-z]{3,9})\.?[\s\-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\-]+(\d{4})$")
_NO_DAY = re.compile(
    r"^(?:[A-Za-z]{3,9}[\s\-/.]*'?(?:\d{4}|\d{2})|\d{1,2}[-/]\d{4}|\d{4}[-/]\d{1,2}|\d{4}|Q[1-4]\s*\d{4}|\d{4}[-/]\d{2,4})$",
    re.I,
)


def is_absent(text: str) -> bool:
    """Tell whether a cell says that there is no date, such as "TBC", "ongoing" or a dash."""
    stripped = text.strip().lower()
    return not stripped or stripped in ABSENT or stripped.startswith(_EMPTY_DATES)


@lru_cache(maxsize=131072)
def parse_date(text: str, order: Order = Order.DAY_FIRST) -> dt.date | None:
    """Read one date, ISO 8601, British, written out, or an Excel serial number; a time of day is dropped.

    Two-digit years up to 69 are 20xx. An instant given in UTC at 23:00 in summer is midnight of the next day in London.

    Returns:
        The date, or None when the text says there is none.

    Raises:
        BadValue: the text is no day of the calendar; the reason says what to write.
    """
    if is_absent(text):
        return None
    rest = _WEEKDAY.sub("", text.strip().strip("'\"").strip())
    rest, is_utc_eve = _without_time(rest)
    if found := _SERIAL.match(rest):
        if int(found[1]) in _SERIALS:
            return _EXCEL_DAY_ZERO + dt.timedelta(days=int(found[1]))
        raise BadValue(_not_a_date(text))
    year, month, day = _parts(rest, text, order)
    date = _build(year, month, day, text)
    if is_utc_eve and dt.datetime(date.year, date.month, date.day, 23, tzinfo=LONDON).utcoffset():
        return date + dt.timedelta(days=1)
    return date


def find_order(values: Iterable[str]) -> OrderFound:
    """Look at all values of one file's date columns and tell whether day or month comes first.

    The month comes first only if at least one value proves it and none proves the opposite.
    """
    day_first = month_first = either = 0
    for value in values:
        proof = _proof(value)
        day_first += proof == "day"
        month_first += proof == "month"
        either += proof == "either"
    order = Order.MONTH_FIRST if month_first and not day_first else Order.DAY_FIRST
    return OrderFound(order, day_first, month_first, either)


@lru_cache(maxsize=65536)
def _proof(value: str) -> str:
    """Tell what one value proves about the order of day and month: "day" first, "month" first, "either", or nothing."""
    found = _NUMERIC.match(_without_time(value.strip())[0])
    if not found:
        return ""
    first, second = int(found[1]), int(found[2])
    if first > 12 >= second:
        return "day"
    if second > 12 >= first:
        return "month"
    return "either" if first != second and max(first, second) <= 12 else ""


def _without_time(text: str) -> tuple[str, bool]:
    found = _TIME.search(text)
    if not found or found.start() < 5:
        return text, False
    is_utc_eve = (found[1] or "").upper() in ("Z", "+00:00") and found[0].startswith("T23:00:00")
    return text[: found.start()].rstrip(" ,T"), is_utc_eve


def _parts(rest: str, text: str, order: Order) -> tuple[int, int, int]:
    if found := _ISO.match(rest):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _COMPACT.match(rest):
        return int(found[1] + found[2]), int(found[3]), int(found[4])
    if found := _NUMERIC.match(rest):
        first, second = int(found[1]), int(found[2])
        month, day = (first, second) if order is Order.MONTH_FIRST else (second, first)
        return _year(found[3]), month, day
    if (found := _DAY_NAME.match(rest)) and found[2].lower() in _MONTHS:
        return _year(found[3]), _MONTHS[found[2].lower()], int(found[1])
    if (found := _NAME_DAY.match(rest)) and found[1].lower() in _MONTHS:
        return int(found[3]), _MONTHS[found[1].lower()], int(found[2])
    if _NO_DAY.match(rest):
        raise BadValue(f"“{shown(text)}” does not say which day. Write the full date, such as 31/03/2027.")
    raise BadValue(_not_a_date(text))


def day_asked(text: str) -> dt.date:
    """Give the day that an address names like ``2026-12-31``, of a year that dates elsewhere accept.

    Beyond those years sums of dates leave the calendar, and no record has such a day.

    :raises ValueError: when it is no such day.
    """
    day = dt.date.fromisoformat(text)
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError(f"the year must be between {EARLIEST} and {LATEST}")
    return day


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _build(year: int, month: int, day: int, text: str) -> dt.date:
    if day == 0 or month == 0 or year == 0:
        raise BadValue(f"“{shown(text)}” is not a date: it has a zero in it. Leave the cell empty if there is no date.")
    if not EARLIEST <= year <= LATEST:
        raise BadValue(
            f"The year of “{shown(text)}” cannot be right. Write four digits between {EARLIEST} and {LATEST}, "
            "or leave the cell empty if there is no end."
        )
    if month > 12:
        swapped = f"{month:02}/{day:02}/{year}"
        cure = f"If it is written the American way, write {swapped}." if day <= 12 else "Write it as day/month/year."
        raise BadValue(f"“{shown(text)}” has no month {month}. {cure}")
    last = calendar.monthrange(year, month)[1]
    if day > last:
        raise BadValue(
            f"“{shown(text)}” is not in the calendar: {calendar.month_name[month]} {year} has {last} days. "
            f"Write the right day, such as {last:02}/{month:02}/{year}."
        )
    return dt.date(year, month, day)


def _not_a_date(text: str) -> str:
    return f"“{shown(text)}” is not a date. Write it as day/month/year, such as 31/03/2027, or leave the cell empty."

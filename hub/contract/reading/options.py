"""Read how a contract may be extended: "12+12", "2 x 12 months", "12 months, decide by 30/06/2027; 12 months"."""

from __future__ import annotations

import datetime as dt
import re

from hub.platform.tabular import dates
from hub.platform.tabular.results import BadValue

# Months, and the day by which it is decided, where that is said.
OptionSaid = tuple[int, dt.date | None]

MOST_OPTIONS = 20
MOST_MONTHS = 600
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_UNIT = r"(?P<unit>months?|mths?|m|years?|yrs?|y)"
_PART = re.compile(
    rf"(?:(?P<times>{_COUNT})\s*(?:x|×|\*|periods? of|options? of|extensions? of|further|additional)\s*(?:up to\s*)?)?"
    rf"(?P<count>{_COUNT})\s*[- ]?\s*(?:{_UNIT})?\b(?:\s*(?:extensions?|options?|periods?))?",
    re.I,
)
_DECIDE = re.compile(r"[,(]?\s*(?:to be )?decided? by\s*:?\s*(?P<day>[^;)]+?)\)?\s*$", re.I)
_BETWEEN = re.compile(r"\s*(?:;|\+|&|\bplus\b|\bthen\b|\band\b)\s*", re.I)
_LEAD = re.compile(r"^(?:yes\b[\s,:-]*|up to\s+|options? to extend (?:for|by)\s+(?:up to\s+|a further\s+)?)+", re.I)


def read_options(text: str) -> tuple[OptionSaid, ...] | None:
    """Give the options that a text names, in order; None when it says anything else, so nothing is guessed.

    A bare "1+1" may mean months, years, or the first term: it is not read. "12+12" is months, as anybody writes it.

    :raises BadValue: when a day by which an option is decided is no day.
    """
    found: list[tuple[int, str, dt.date | None]] = []
    parts = [part for part in _BETWEEN.split(_LEAD.sub("", text.strip().rstrip("."))) if part]
    for part in parts:
        decide = _DECIDE.search(part)
        day = dates.parse_date(decide["day"].strip()) if decide else None
        match = _PART.fullmatch(part[: decide.start()].strip() if decide else part.strip())
        if match is None:
            return None
        times = _number(match["times"] or "1")
        if not 1 <= times <= MOST_OPTIONS:
            return None
        found += [(_number(match["count"]), (match["unit"] or "")[:1].lower(), day)] * times
    return _in_months(found)


def _in_months(found: list[tuple[int, str, dt.date | None]]) -> tuple[OptionSaid, ...] | None:
    # "1+1 years": the unit of the last holds for those before it that have none.
    unit, months = "", []
    for count, said, day in reversed(found):
        unit = said or unit
        if not unit and count < 6:
            return None
        months.append((count * 12 if unit == "y" else count, day))
    if not months or len(months) > MOST_OPTIONS or not all(0 < count <= MOST_MONTHS for count, _ in months):
        return None
    return tuple(reversed(months))


def _number(text: str) -> int:
    return _NUMBERS.get(text.lower()) or int(text)


def months_of(text: str) -> int:
    """Read the length of one option from a column of its own: "12", "12 months", "1 year".

    :raises BadValue: when it is no such length.
    """
    found = read_options(f"{text} months" if text.strip().isdecimal() else text)
    if not found or len(found) != 1:
        raise BadValue("Write a number of months, such as 12.")
    return found[0][0]


def in_words(options: tuple[OptionSaid, ...] | list[OptionSaid]) -> str:
    """Write options so that `read_options` gives them back."""
    return "; ".join(
        f"{months} month{'' if months == 1 else 's'}{f', decide by {day:%d/%m/%Y}' if day else ''}"
        for months, day in options
    )

"""The month or quarter that a file's name or title speaks of."""

from __future__ import annotations

import calendar
import re

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for number, name in enumerate(calendar.month_abbr) if name
} | {"sept": 9}  # fmt: skip
_NUMERIC = re.compile(r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?![\d])")
_BACKWARDS = re.compile(r"(?<!\d)(0[1-9]|1[0-2])[-_. ](20\d\d)(?!\d)")
_NAMED = re.compile(
    r"(?<![a-z])(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")[-_. ']*(20\d\d|\d\d)(?!\d)", re.I
)
_QUARTER = re.compile(r"(20\d\d)[-_. ]?q([1-4])|q([1-4])[-_. ]?(20\d\d)", re.I)

_SLASHED = re.compile(r"(\d{1,2})/(20\d\d)")
_YEARS = re.compile(r"(20\d\d)[-/](\d\d)")


def period_in(text: str) -> str:
    """Give the month ("2014-03") or quarter ("2014-Q4") that a text names, or nothing."""
    if found := _QUARTER.search(text):
        return f"{found[1] or found[4]}-Q{found[2] or found[3]}"
    if found := _NAMED.search(text):
        year = found[2] if len(found[2]) == 4 else f"20{found[2]}"
        return f"{year}-{_MONTHS[found[1].lower()]:02}"
    if found := _NUMERIC.search(text):
        return f"{found[1]}-{found[2]}"
    if found := _BACKWARDS.search(text):
        return f"{found[2]}-{found[1]}"
    return ""


def month_of(cell: str, heading: str) -> int | None:
    """Give the month that a cell of a column of months names, such as 202306, or nothing.

    :param heading: the column's; "2011-12" is a month under "Month", and may be a financial year under "Period".
    """
    text = _SLASHED.sub(r"\1-\2", cell.strip().zfill(7) if _SLASHED.fullmatch(cell.strip()) else cell.strip())
    found = _YEARS.fullmatch(text)
    if found and int(found[2]) == (int(found[1]) + 1) % 100 and "month" not in heading.lower():
        return None
    return first_month(period_in(text)) or None


def first_month(period: str) -> int:
    """Give the first month of a period as a number such as 201403, or 0 when there is none."""
    if not period:
        return 0
    year, _, rest = period.partition("-")
    month = (int(rest[1:]) - 1) * 3 + 1 if rest.startswith("Q") else int(rest)
    return int(year) * 100 + month

"""Take apart cells that hold a date and what belongs into the columns beside it: the sum behind, the payee before.

"25/06/2012900" is the 25th of June 2012 and 900, or of 2020 and 12900. It is taken apart only where one reading is
left: every other date of the column writes its year in four figures, the next column is one of sums, and its own
cell holds none: it is empty, or it holds what belongs one column further right and the last cell of the row is free.

"Catch2212/06/2012" is the payee Catch22 and the 12th, or Catch221 and the 2nd. It is taken apart only where every other
date of the column writes its day in two figures, and what stands behind it is what belongs one column further right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import pyarrow as pa

from hub.platform.tabular.dates import Order, parse_date
from hub.platform.tabular.results import BadValue, shown
from hub.spend.reading import fields as f
from hub.spend.reading.stream import TEXT, Rows

_DATE, _SUM = r"(\d{2}/\d{2}/\d{4})", r"(-?£?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d{1,2})?)"
_DATE_AND_SUM = re.compile(rf"^{_DATE}\s?{_SUM}$")
_NAME_AND_DATE = re.compile(rf"^(.*\S)\s?{_DATE}(?:\s?{_SUM})?$")
_FULL_YEAR = re.compile(r"^\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}(?:\s.*)?$")


def have_full_years(cells: Iterable[str]) -> bool:
    """Say whether a column's dates all write their year in four figures."""
    told = [cell.strip() for cell in cells if f.is_day(cell)]
    return bool(told) and all(map(_FULL_YEAR.match, told))


def have_two_figures(cells: Iterable[str]) -> bool:
    """Say whether a column's dates all write day and month in two figures and the year in four."""
    told = [cell.strip() for cell in cells if f.is_day(cell)]
    return bool(told) and all(re.match(rf"^{_DATE}$", each) for each in told)


def is_glued(name: str) -> bool:
    """Say whether a payee's name ends with a date, or with a date and a sum."""
    return bool(_NAME_AND_DATE.match(name.strip()))


def parts_of(cell: str) -> tuple[str, str] | None:
    """Give the date and the sum that a cell may hold together, or None."""
    found = _DATE_AND_SUM.match(cell.strip())
    return (found[1], found[2]) if found else None


def part(rows: Rows, faulty: Iterable[int], *, place: int, order: Order) -> tuple[Rows, int]:
    """Take apart what can be of some rows whose date cannot be read; give the rows, and how many it was.

    :param faulty: the places of these rows among all.
    :param place: the column of dates; the one behind it is of sums.
    """
    return _with(rows, faulty, place, lambda cells: _mended(cells, place, order))


def part_names(rows: Rows, glued: Iterable[int], *, place: int, order: Order) -> tuple[Rows, int]:
    """Do the same with rows whose payee has the date in its cell.

    :param glued: the places of these rows among all.
    :param place: the column of dates; the one before it is of payees, the one behind it of sums.
    """
    return _with(rows, glued, place - 1, lambda cells: _mended_name(cells, place, order))


def _with(
    rows: Rows, among: Iterable[int], first: int, mend: Callable[[list[str]], list[str] | None]
) -> tuple[Rows, int]:
    """Give rows with those changed that can be mended, from a column on."""
    mended = {}
    for row in among:
        cells = [column[row].as_py() for column in rows.columns]
        if (better := mend(cells)) is not None:
            mended[row] = better
    if not mended:
        return rows, 0
    columns = list(rows.columns)
    for column in range(first, len(columns)):
        told = columns[column].to_pylist()
        for row, cells in mended.items():
            told[row] = cells[column]
        columns[column] = pa.array(told, TEXT)
    return Rows(rows.numbers, columns, rows.rejects), len(mended)


def _mended(cells: Sequence[str], place: int, order: Order) -> list[str] | None:
    """Give the cells of a row with date and sum in cells of their own, or None where another reading is possible."""
    found = parts_of(cells[place])
    if found is None or not _is_date(found[0], order):
        return None
    behind = list(cells[place + 1 :])
    if not behind[0].strip():
        return [*cells[:place], *found, *behind[1:]]
    if behind[-1].strip() or f.is_money(behind[0]):
        return None
    return [*cells[:place], *found, *behind[:-1]]


def _mended_name(cells: Sequence[str], place: int, order: Order) -> list[str] | None:
    found = _NAME_AND_DATE.match(cells[place - 1].strip())
    if found is None or not _is_date(found[2], order):
        return None
    behind, told = list(cells[place:]), [each for each in found.groups() if each]
    # As many cells are free at the end of the row as were run together, and none holds what was.
    free = len(told) - 1
    if any(cell.strip() for cell in behind[-free:]) or len(behind) <= free:
        return None
    sums = [f.is_money(cell) for cell in behind[:2]]
    if sums != ([True, False] if free == 1 else [False, False]):
        return None
    return [*cells[: place - 1], *told, *behind[:-free]]


def _is_date(text: str, order: Order) -> bool:
    try:
        return parse_date(text, order) is not None
    except BadValue:
        return False


def why_not(cell: str) -> str:
    """Say what is wrong with such a cell where it cannot be taken apart for certain; "" for any other."""
    found = parts_of(cell)
    if found is None:
        return ""
    return (
        f"“{shown(cell)}” is a date and a sum run together, so the cells behind it stand one column too far left. "
        f"If it means {found[0]} and {found[1]}, put a comma between them."
    )

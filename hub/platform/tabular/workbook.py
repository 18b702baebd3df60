"""Read the rows of an Excel workbook after checking that its container is harmless.

Formulas are read as the values that Excel last worked out; text that looks like a formula stays text.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine

from hub.platform.tabular import archive
from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Reject, Unreadable, shown

CHUNK = 1 << 20
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"(?![^>]*/>)')


class Workbook:
    """A checked workbook whose sheets can be read more than once.

    Raises:
        Unreadable: it is damaged, protected, too large or unsafe; the sentence says what to do.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        archive.check(path, limits)
        _check_extent(path, limits)
        self._limits = limits
        self._sheets: dict[str, python_calamine.CalamineSheet] = {}
        try:
            self._book = python_calamine.CalamineWorkbook.from_path(str(path))
            self.sheet_names: tuple[str, ...] = tuple(
                sheet.name
                for sheet in self._book.sheets_metadata
                if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
                and sheet.visible == python_calamine.SheetVisibleEnum.Visible
            )
        except (python_calamine.CalamineError, OSError, ValueError) as error:
            raise Unreadable(_damaged()) from error
        if not self.sheet_names:
            raise Unreadable(
                "This workbook has no visible sheet. Show the sheet with the table, save, and load it again."
            )

    def rows(self, sheet: str) -> Iterator[tuple[int, list[str]] | Reject]:
        """Yield each row's number, as Excel shows it, and its cells as text."""
        found = self._sheet(sheet)
        # calamine gives the blank rows above the first value but not the blank columns left of it.
        left = found.start[1] if found.start else 0
        for number, values in enumerate(found.iter_rows(), 1):
            yield self._row(number, left, values)

    def _sheet(self, name: str) -> python_calamine.CalamineSheet:
        """Parse a sheet once; it is read two or three times."""
        if name not in self._sheets:
            try:
                self._sheets = {name: self._book.get_sheet_by_name(name)}
            except (python_calamine.CalamineError, OSError, ValueError) as error:
                raise Unreadable(_damaged()) from error
        return self._sheets[name]

    def _row(self, number: int, left: int, values: list[Any]) -> tuple[int, list[str]] | Reject:
        cells = [""] * left + [as_text(value) for value in values]
        for index, cell in enumerate(cells):
            if "\x00" in cell:
                reason = f"Row {number} has a NUL character in column {index + 1}. Type the value again."
                return Reject(number, f"column {index + 1}", shown(cell), reason)
            if len(cell) > self._limits.field_chars + 768:  # Excel itself holds 32,767 characters in a cell
                reason = (
                    f"Row {number} has a cell of more than {self._limits.field_chars:,} characters. Shorten the text."
                )
                return Reject(number, f"column {index + 1}", shown(cell), reason)
        return number, cells


def as_text(value: object) -> str:
    """Write one cell as text: dates as ISO 8601, whole numbers without a point, no powers of ten."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    return format(value, "f") if "e" in text and 1e-6 < abs(value) < 1e15 else text


def _check_extent(path: Path, limits: Limits) -> None:
    """Refuse a sheet so wide or so long that its grid would not fit into memory, before it is built."""
    with zipfile.ZipFile(path) as container:
        for name in container.namelist():
            if not _SHEET.match(name):
                continue
            widest, last = _extent(container, name, limits)
            if widest * last > limits.workbook_cells or (limits.rows is not None and last > limits.rows):
                raise Unreadable(
                    f"A sheet of this workbook has {last:,} rows and {widest:,} columns, too many for a workbook to be "
                    "read safely. Save the sheet as CSV and load that."
                )


def _extent(container: zipfile.ZipFile, name: str, limits: Limits) -> tuple[int, int]:
    """Find the widest column and the last row that hold a value."""
    widest, last, tail = 1, 1, b""
    with container.open(name) as stream:
        while chunk := stream.read(CHUNK):
            text = tail + chunk
            found = _CELL.findall(text)
            if found:
                widest = max(widest, *map(_column_number, {letters for letters, _ in found}))
                last = max(last, *(int(row) for _, row in found[-1:] + found[:1]))
            if widest > limits.columns:
                raise Unreadable(
                    f"A sheet of this workbook has values beyond column {limits.columns}. "
                    "Delete the columns that are not needed, and load it again."
                )
            tail = text[-512:]
    return widest, last


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _damaged() -> str:
    return (
        "This workbook is damaged or protected by a password. "
        "Open it in Excel, save a fresh copy without a password, and load that."
    )

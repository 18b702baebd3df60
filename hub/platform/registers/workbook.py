"""Write a workbook row by row in constant memory: real numbers and dates, words never run as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from hub.platform.registers.columns import (
    ROW_HEADING,
    VERSION_HEADING,
    Column,
    DateColumn,
    MomentColumn,
    MoneyColumn,
)

ROWS_A_SHEET = 1_000_000
LONGEST = 32_767
CUT = " … (cut here: a cell of a spreadsheet holds no more)"
WIDTHS = {"money": 16.0, "date": 13.0, "moment": 18.0, "": 24.0}


def write_workbook(
    file: IO[bytes],
    *,
    title: str,
    comments: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    is_edit: bool,
) -> int:
    """Write heading and rows; the variant to edit ends with two hidden columns that say which row each one is.

    Gives the number of rows. What is said about the data stands in the properties, not among the rows.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": title, "comments": comments, "subject": "Procurement Hub"})
    pages = _Pages(book, columns, title=title, is_edit=is_edit)
    count = 0
    for row in rows:
        pages.add(count, row)
        count += 1
    pages.finish(count)
    book.close()
    return count


class _Pages:
    """The sheets of one workbook; a new one begins where a sheet is full."""

    def __init__(self, book: Any, columns: Sequence[Column], *, title: str, is_edit: bool) -> None:
        self._book, self._columns, self._is_edit = book, columns, is_edit
        self._title = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:25]
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        formats = {"money": "#,##0.00", "date": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm"}
        self._formats = {kind: book.add_format({"num_format": given}) for kind, given in formats.items()}
        self._kinds = [_kind(column) for column in columns]
        self._sheet = self._begin()

    def _begin(self) -> Any:
        number = len(self._book.worksheets())
        sheet = self._book.add_worksheet(f"{self._title} {number + 1}" if number else self._title)
        sheet.freeze_panes(1, 1)
        for index, kind in enumerate(self._kinds):
            sheet.set_column(index, index, WIDTHS[kind], self._formats.get(kind))
            sheet.write_string(0, index, self._columns[index].heading, self._bold)
        if self._is_edit:
            after = len(self._columns)
            sheet.set_column(after, after + 1, 10, None, {"hidden": True})
            sheet.write_string(0, after, ROW_HEADING)
            sheet.write_string(0, after + 1, VERSION_HEADING)
        return sheet

    def add(self, count: int, row: Any) -> None:
        """Write one record."""
        if count and count % ROWS_A_SHEET == 0:
            self._sheet = self._begin()
        line = count % ROWS_A_SHEET + 1
        for index, column in enumerate(self._columns):
            self._write(line, index, column.exported(row))
        if self._is_edit:
            self._sheet.write_number(line, len(self._columns), row.pk)
            self._sheet.write_number(line, len(self._columns) + 1, getattr(row, "version", 0))

    def _write(self, line: int, index: int, value: Any) -> None:
        given = self._formats.get(self._kinds[index])
        if value is None:
            return
        if isinstance(value, bool):
            self._sheet.write_string(line, index, "Yes" if value else "No")
        elif isinstance(value, int | Decimal):
            self._sheet.write_number(line, index, value, given)
        elif isinstance(value, date) and value.year >= 1900:
            chosen = given or self._formats["moment" if isinstance(value, datetime) else "date"]
            self._sheet.write_datetime(line, index, value, chosen)
        else:
            self._sheet.write_string(line, index, _fitting(str(value)))

    def finish(self, count: int) -> None:
        """Give a whole sheet its filter arrows; in one that goes on elsewhere they would mislead."""
        if count <= ROWS_A_SHEET:
            self._sheet.autofilter(0, 0, max(count, 1), len(self._columns) - 1)


def _fitting(text: str) -> str:
    """Cut what no cell can hold, and say so in the cell."""
    clean = text.replace("\x00", "")
    return clean if len(clean) <= LONGEST else clean[: LONGEST - len(CUT)] + CUT


def _kind(column: Column) -> str:
    if isinstance(column, MoneyColumn):
        return "money"
    if isinstance(column, MomentColumn):
        return "moment"
    return "date" if isinstance(column, DateColumn) else ""

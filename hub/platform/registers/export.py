"""Files of exactly what is shown: the rows under the filters, in the order and with the columns on show.

CSV and JSON stream row by row. XLSX is written row by row to a temporary file, because its format ends with an index of
what it holds, and that file is streamed.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse

from hub.platform import clock, words
from hub.platform.registers.address import Asked
from hub.platform.registers.base import Register
from hub.platform.registers.columns import Column, Exported
from hub.platform.registers.filters.base import Asking
from hub.platform.registers.workbook import write_workbook

BOM = "\ufeff"
# A spreadsheet runs a cell that begins with one of these (security.md §9).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
BLOCK = 64 * 1024


@dataclass(frozen=True)
class Sheet:
    """What a file holds: columns, rows to come, and what is said about them outside the data."""

    register: Register
    asked: Asked
    asking: Asking
    columns: list[Column]
    source: QuerySet[Any]
    is_edit: bool = False

    @property
    def conditions(self) -> list[str]:
        """Give the filters in words."""
        values = self.asked.values()
        said = [f"Search: {self.asked.q}"] if self.asked.q else []
        for one in self.register.filters:
            if one.key in values:
                said += [chip.text for chip in one.chips(values[one.key], self.source)]
        return said

    @property
    def as_at(self) -> str:
        """Say of which moment the data is."""
        return f"Data as at {words.moment(self.asking.at)}"

    def count(self) -> int:
        """Count the rows to come."""
        found = self.register.found(self.source, self.asked, self.asking)
        return self.register.narrowed(found, self.asked, self.asking).order_by().count()

    def rows(self) -> Iterator[Any]:
        """Give the records, chunk by chunk."""
        return self.register.every(self.asked, self.asking, self.columns, self.source)


def response(sheet: Sheet, kind: str) -> HttpResponse | StreamingHttpResponse:
    """Give the file as a download."""
    writers = {"csv": csv_stream, "json": json_stream, "xlsx": xlsx_stream}
    answer = StreamingHttpResponse(writers[kind](sheet), content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{file_name(sheet, kind)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def sheet_of(register: Register, asked: Asked, asking: Asking, *, is_edit: bool = False) -> Sheet:
    """Give the sheet of an address; the one to edit has every column that is on, and marks each row."""
    source = register.source(asking.actor, asking.at)
    return Sheet(register, asked, asking, register.shown_columns(asked), source, is_edit)


def file_name(sheet: Sheet, kind: str) -> str:
    """Name the file by register and day, in letters that every system takes."""
    stem = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in sheet.register.noun[1])
    variant = "-to-edit" if sheet.is_edit else ""
    return f"{stem}{variant}-{clock.london(sheet.asking.at).date().isoformat()}.{kind}"


def safe(value: Exported) -> str:
    """Give the text of a CSV cell; words that a spreadsheet would run get an apostrophe before them."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.replace("\x00", "")
        return f"'{text}" if value.startswith(DANGEROUS) else text
    return plain_text(value)


def plain_text(value: Exported) -> str:
    """Give numbers and dates as machines read them."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


class _Echo:
    """Give back what is written, so that a CSV writer can feed a stream."""

    def write(self, text: str) -> str:
        return text


def csv_stream(sheet: Sheet) -> Iterator[bytes]:
    """Give the file row by row; the mark at its head tells spreadsheets that it is UTF-8."""
    writer = csv.writer(_Echo())
    yield (BOM + writer.writerow([safe(column.heading) for column in sheet.columns])).encode()
    lines = (writer.writerow([safe(column.exported(row)) for column in sheet.columns]) for row in sheet.rows())
    yield from blocks(lines)


def json_stream(sheet: Sheet) -> Iterator[bytes]:
    """Give an envelope that says what the rows are, with the rows in it."""
    envelope = {
        "register": sheet.register.name,
        "title": sheet.register.title,
        "data_as_at": sheet.asking.at.isoformat(),
        "licence": sheet.register.licence,
        "conditions": sheet.conditions,
        "columns": [{"key": column.key, "heading": column.heading} for column in sheet.columns],
    }
    yield (json.dumps(envelope, ensure_ascii=False)[:-1] + ', "rows": [').encode()
    yield from blocks(_json_rows(sheet))
    yield b"]}\n"


def _json_rows(sheet: Sheet) -> Iterator[str]:
    before = "\n"
    for row in sheet.rows():
        held = {column.key: _for_json(column.exported(row)) for column in sheet.columns}
        yield before + json.dumps(held, ensure_ascii=False)
        before = ",\n"


def _for_json(value: Exported) -> Any:
    """Keep whole numbers, yes and no; amounts stay text so that no penny is lost to binary fractions."""
    return value if value is None or isinstance(value, bool | int | str) else plain_text(value)


def xlsx_stream(sheet: Sheet) -> Iterator[bytes]:
    """Write the workbook to a temporary file row by row, then give it in blocks."""
    with tempfile.TemporaryFile(prefix="hub-export-") as file:
        write_xlsx(sheet, file)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def write_xlsx(sheet: Sheet, file: IO[bytes]) -> int:
    """Write the workbook and give the number of its rows."""
    about = [sheet.as_at, *sheet.conditions, sheet.register.licence]
    return write_workbook(
        file,
        title=sheet.register.title,
        comments=". ".join(filter(None, about)),
        columns=sheet.columns,
        rows=sheet.rows(),
        is_edit=sheet.is_edit,
    )


def blocks(lines: Iterable[str]) -> Iterator[bytes]:
    """Gather lines into blocks, because each block costs a turn of the server."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= BLOCK:
            yield "".join(held).encode()
            held, size = [], 0
    if held:
        yield "".join(held).encode()


__all__ = ["Sheet", "csv_stream", "json_stream", "response", "safe", "sheet_of", "write_xlsx"]

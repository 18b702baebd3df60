"""The rows that were left out as a file to mend and load again."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator
from typing import IO

import xlsxwriter

from hub.platform.registers.export import BLOCK, BOM, blocks, safe
from hub.platform.registers.importing import selectors
from hub.platform.registers.importing.models import ImportBatch, ImportReject
from hub.platform.tabular.results import ENTRY

ROW, WRONG = "Row", "What is wrong"


def columns(batch: ImportBatch) -> list[str]:
    """Give the headings: those of the file as they came, then what is wrong."""
    return [name for name in selectors.headings_of(batch) if name != ENTRY] or ["Column", "Value"]


def csv_stream(batch: ImportBatch) -> Iterator[bytes]:
    """Give the rejects as CSV, row by row."""
    names = columns(batch)

    class Echo:
        def write(self, text: str) -> str:
            return text

    writer = csv.writer(Echo())
    yield (BOM + writer.writerow([safe(name) for name in [*names, ROW, WRONG]])).encode()
    yield from blocks(writer.writerow([safe(cell) for cell in line]) for line in lines(batch, names))


def lines(batch: ImportBatch, names: list[str]) -> Iterator[list[str]]:
    """Give each reject's cells, its row, and every reason."""
    for reject in selectors.all_rejects(batch):
        yield [*cells_of(reject, names), str(reject.row), reasons(reject)]


def cells_of(reject: ImportReject, names: list[str]) -> list[str]:
    """Give a reject's cells as they came; a notice has none, so its fault stands for it."""
    if names == ["Column", "Value"]:
        return [reject.column, reject.value]
    return [reject.cells.get(name, "") for name in names]


def reasons(reject: ImportReject) -> str:
    """Give every reason with its column, in one text."""
    faults = [(reject.column, reject.reason), *((column, reason) for column, _, reason in reject.more)]
    return " ".join(f"{column}: {reason}" if column else reason for column, reason in faults)


def json_stream(batch: ImportBatch) -> Iterator[bytes]:
    """Give the entries of a JSON file that could not be read, as they came, each with what is wrong, as one list.

    The list can be corrected and loaded again: whoever reads it passes over what is wrong.
    """
    yield from blocks(f"{text}\n" for text in _entries(batch))


def _entries(batch: ImportBatch) -> Iterator[str]:
    before = "["
    for reject in selectors.all_rejects(batch):
        for entry in json.loads(reject.cells.get(ENTRY) or "[]"):
            told = {WRONG: reasons(reject), **entry} if isinstance(entry, dict) else entry
            yield before + json.dumps(told, ensure_ascii=False, indent=1)
            before = ","
    yield "]" if before == "," else "[]"


def xlsx_stream(batch: ImportBatch) -> Iterator[bytes]:
    """Give the rejects as a workbook in which the cells at fault are red."""
    with tempfile.TemporaryFile(prefix="hub-rejects-") as file:
        write(batch, file)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def write(batch: ImportBatch, file: IO[bytes]) -> None:
    """Write the workbook row by row."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    bold = book.add_format({"bold": True, "text_wrap": True})
    red = book.add_format({"bg_color": "#F6D7D2", "border": 1, "border_color": "#D4351C"})
    sheet = book.add_worksheet("Rows to mend")
    sheet.freeze_panes(1, 0)
    names = columns(batch)
    for index, name in enumerate([*names, ROW, WRONG]):
        sheet.set_column(index, index, 60 if name == WRONG else 20)
        sheet.write_string(0, index, name, bold)
    for line, reject in enumerate(selectors.all_rejects(batch), start=1):
        wrong = {reject.column, *(column for column, _, _ in reject.more)}
        for index, (name, cell) in enumerate(zip(names, cells_of(reject, names), strict=True)):
            sheet.write_string(line, index, cell[:32_000], red if name in wrong else None)
        sheet.write_number(line, len(names), reject.row)
        sheet.write_string(line, len(names) + 1, reasons(reject)[:32_000])
    book.close()

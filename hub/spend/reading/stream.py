"""The rows of a file as columns of text, in batches, each row with its number as a spreadsheet shows it.

A CSV file is cut into cells by Arrow. Rows that do not fit the headings are looked at one by one; a file that Arrow
cannot follow (a quotation mark that never closes) is read again, row by row, by the reader of the other registers.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from hub.platform.tabular import csvrows
from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Reject, shown
from hub.platform.tabular.sniff import Sniffed, decode_line

BLOCK = 2 * 1024 * 1024
SLOW_ROWS = 20_000
TEXT = pa.string()


@dataclass
class Rows:
    """Some rows: their numbers and their columns of text, and rows that cannot be split into cells."""

    numbers: pa.Array
    columns: list[pa.Array]
    rejects: list[Reject] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Give the number of rows."""
        return len(self.numbers)


class _Bytes(io.RawIOBase):
    """A file's bytes as UTF-8, whatever they were; counts what it gave and notices NUL characters."""

    def __init__(self, path: Path, sniffed: Sniffed) -> None:
        self._file = path.open("rb")
        self._file.seek(sniffed.bom)
        self._sniffed = sniffed
        wide = sniffed.encoding.startswith(("utf-16", "utf-32"))
        self._decoder = codecs.getincrementaldecoder(sniffed.encoding)("replace") if wide else None
        self.has_nul = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes, at least one unless the file has ended."""
        wanted = size if size and size > 0 else BLOCK
        while True:
            raw = self._file.read(wanted)
            text = self._converted(raw)
            if text or not raw:
                self.has_nul = self.has_nul or b"\x00" in text
                return text

    def _converted(self, raw: bytes) -> bytes:
        if self._decoder is not None:
            return self._decoder.decode(raw, final=not raw).encode()
        if self._sniffed.encoding == "utf-8":
            return raw
        if self._sniffed.mixed:
            raw += self._file.readline() if raw else b""
            return b"".join(decode_line(line, self._sniffed).encode() for line in raw.splitlines(keepends=True))
        return raw.decode("cp1252", "replace").encode()

    def close(self) -> None:
        self._file.close()
        super().close()


def csv_rows(path: Path, sniffed: Sniffed, limits: Limits, *, delimiter: str, width: int) -> Iterator[Rows]:
    """Yield all rows of a CSV file.

    :param width: number of columns; shorter rows are filled up, longer ones are rejected unless the rest is blank.
    """
    seen = 0
    try:
        for rows in _by_arrow(path, sniffed, limits, delimiter=delimiter, width=width):
            seen = max(seen, last_row(rows))
            yield rows
    except pa.ArrowInvalid:
        plain = csvrows.read(path, sniffed, limits)
        yield from listed_rows((row for row in plain if _number(row) > seen), width=width)


def listed_rows(rows: Iterator[tuple[int, list[str]] | Reject], *, width: int) -> Iterator[Rows]:
    """Yield rows that come as lists of cells (a workbook, or a CSV file read row by row) in the same shape."""
    held: list[tuple[int, list[str]]] = []
    rejects: list[Reject] = []
    for row in rows:
        if isinstance(row, Reject):
            rejects.append(row)
        elif (fault := _too_wide(row[0], row[1], width)) is not None:
            rejects.append(fault)
        else:
            held.append(row)
        if len(held) >= SLOW_ROWS or len(rejects) >= SLOW_ROWS:
            yield _columns(held, width, rejects)
            held, rejects = [], []
    if held or rejects:
        yield _columns(held, width, rejects)


def _by_arrow(path: Path, sniffed: Sniffed, limits: Limits, *, delimiter: str, width: int) -> Iterator[Rows]:
    odd: list[tuple[int, str]] = []

    def keep(row: Any) -> str:
        odd.append((row.number, row.text))
        return "skip"

    names = [f"c{index}" for index in range(width)]
    source = _Bytes(path, sniffed)
    reader = arrow_csv.open_csv(
        pa.PythonFile(source, mode="r"),
        read_options=arrow_csv.ReadOptions(column_names=names, use_threads=False, block_size=BLOCK),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, TEXT), strings_can_be_null=False, quoted_strings_can_be_null=False
        ),
    )
    following = 1
    for batch in reader:
        numbers, following = _numbers(batch.num_rows, following, odd)
        rows = _sound(Rows(numbers, list(batch.columns)), limits, check_nul=source.has_nul)
        if due := [each for each in odd if each[0] < following]:
            odd[:] = [each for each in odd if each[0] >= following]
            for more in listed_rows(_split(due, delimiter), width=width):
                rows = _joined(rows, more)
        yield rows
    yield from listed_rows(_split(odd, delimiter), width=width)


def _joined(rows: Rows, more: Rows) -> Rows:
    """Put rows that were looked at one by one back to their places, so that a reader may stop behind any batch."""
    numbers = pa.concat_arrays([rows.numbers, more.numbers])
    order = pc.sort_indices(numbers)
    columns = [pa.concat_arrays([one, two]).take(order) for one, two in zip(rows.columns, more.columns, strict=True)]
    return Rows(numbers.take(order), columns, [*rows.rejects, *more.rejects])


def _numbers(count: int, following: int, odd: list[tuple[int, str]]) -> tuple[pa.Array, int]:
    """Give the numbers of the next rows, leaving out those that were set aside."""
    skipped = sorted(number for number, _ in odd if number >= following)
    end = following + count
    if not skipped or skipped[0] >= end:
        return pa.arange(following, end).cast(pa.int32()), end
    found: list[int] = []
    for number in skipped:
        stretch = min(number - following, count - len(found))
        found += range(following, following + stretch)
        following += stretch
        if len(found) == count and number > following:
            return pa.array(found, pa.int32()), following
        following = max(following, number + 1) if number == following else following
    rest = count - len(found)
    found += range(following, following + rest)
    return pa.array(found, pa.int32()), following + rest


def _split(odd: list[tuple[int, str]], delimiter: str) -> Iterator[tuple[int, list[str]] | Reject]:
    for number, text in sorted(odd):
        if text.count('"') % 2:
            raise pa.ArrowInvalid("a quotation mark never closes")
        yield number, next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])


def _columns(held: list[tuple[int, list[str]]], width: int, rejects: list[Reject]) -> Rows:
    cells = [row[:width] + [""] * (width - len(row)) for _, row in held]
    columns = list(zip(*cells, strict=True)) if cells else [()] * width
    return Rows(
        pa.array([number for number, _ in held], pa.int32()), [pa.array(each, TEXT) for each in columns], rejects
    )


def _too_wide(number: int, cells: list[str], width: int) -> Reject | None:
    if len(cells) <= width or not any(cell.strip() for cell in cells[width:]):
        return None
    extra = next(cell for cell in cells[width:] if cell.strip())
    return Reject(number, "", shown(extra.strip()), too_many(number, len(cells), width))


def too_many(number: int, cells: int, width: int) -> str:
    """Say that a row has more cells than there are headings, and what to do."""
    return (
        f"More cells than headings: row {number} has {cells}, the headings are {width}. "
        "Put sums with a comma, and texts with one, in quotation marks, and load the row again."
    )


def _sound(rows: Rows, limits: Limits, *, check_nul: bool) -> Rows:
    """Take out rows with a cell that is too long or holds a NUL character."""
    tests: list[tuple[str, Callable[[pa.Array], pa.Array]]] = [
        ("is too long. Shorten it.", lambda each: pc.greater(pc.binary_length(each), limits.field_chars))
    ]
    if check_nul:
        said = "holds a NUL character (a byte of value zero). Type the value again, or export the file again."
        tests.append((said, lambda each: pc.match_substring(each, "\x00")))
    faults: dict[int, Reject] = {}
    for place, column in enumerate(rows.columns, 1):
        for what, test in tests:
            found = test(column)
            for row in pc.indices_nonzero(found).to_pylist() if pc.any(found).as_py() else ():
                number = rows.numbers[row].as_py()
                faults.setdefault(row, Reject(number, f"column {place}", "", f"Row {number}: column {place} {what}"))
    if not faults:
        return rows
    good = pa.array([row not in faults for row in range(rows.count)], pa.bool_())
    kept = [each.filter(good) for each in rows.columns]
    return Rows(rows.numbers.filter(good), kept, [faults[row] for row in sorted(faults)])


def only_after(rows: Rows, after: int) -> Rows | None:
    """Give the rows behind a row, or None when there are none."""
    if not after:
        return rows
    if last_row(rows) <= after:
        return None
    left = pc.greater(rows.numbers, after)
    rejects = [each for each in rows.rejects if each.row > after]
    return Rows(rows.numbers.filter(left), [each.filter(left) for each in rows.columns], rejects)


def last_row(rows: Rows) -> int:
    """Give the highest number among some rows."""
    told = [each.row for each in rows.rejects]
    if rows.count:
        told.append(pc.max(rows.numbers).as_py())
    return max(told, default=0)


def _number(row: tuple[int, list[str]] | Reject) -> int:
    return row.row if isinstance(row, Reject) else row[0]

"""Read the rows of a CSV file in a stream, surviving stray quotation marks, NUL characters and endless lines."""

from __future__ import annotations

import codecs
import csv
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Reject, Unreadable, shown
from hub.platform.tabular.sniff import Sniffed, decode_line

DELIMITERS = ",\t;|"
_SAMPLE_LINES = 50
_SAMPLE_LENGTH = 20_000

Cells = tuple[int, list[str]]


def read(path: Path, sniffed: Sniffed, limits: Limits) -> Iterator[Cells | Reject]:
    """Yield each row's number and cells; a row that cannot be split into cells comes as a Reject.

    Rows are numbered as a spreadsheet program shows them: blank rows count, and a row whose cell
    holds a line break is one.

    Raises:
        Unreadable: a line or a row goes beyond the limits, so that this is no table.
    """
    lines = _Lines(path, sniffed, limits)
    lines.delimiter = delimiter(lines.peek(_SAMPLE_LINES))
    reader = csv.reader(lines, delimiter=lines.delimiter)
    number = 0
    while not lines.is_done():
        number += 1
        if limits.rows is not None and number > limits.rows:
            raise Unreadable(f"This file has more than {limits.rows:,} rows. Split it and load the parts.")
        yield _one_row(reader, lines, number, limits)


def delimiter(sample: list[str]) -> str:
    """Choose the separator that splits most lines of a sample into the same number of cells, more than one."""
    best, best_score = ",", 0.0
    for candidate in DELIMITERS:
        # Line by line, so that one stray quotation mark does not swallow the sample.
        split = (next(csv.reader([line[:_SAMPLE_LENGTH]], delimiter=candidate), []) for line in sample)
        widths = Counter(len(row) for row in split if any(row))
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        score = 0.0 if width < 2 else count / widths.total() + min(width, 20) / 100
        if score > best_score + 1e-9:
            best, best_score = candidate, score
    return best


def _one_row(reader: Iterator[list[str]], lines: _Lines, number: int, limits: Limits) -> Cells | Reject:
    lines.taken.clear()
    try:
        cells = next(reader)
    except StopIteration:
        cells = []
    except csv.Error:
        # The reader gives up at a very long cell, whether a quotation mark opened it or not.
        return _unclosed(lines, number) if _is_open(lines.taken) else _overlong(lines, number, limits)
    if len(lines.taken) > 1 and lines.is_done() and _is_open(lines.taken):
        return _unclosed(lines, number)
    if len(cells) > limits.columns:
        cells = _trim(cells)
        if len(cells) > limits.columns:
            raise Unreadable(_too_wide(number, limits))
    for index, cell in enumerate(cells):
        if len(cell) > limits.field_chars:
            if len(lines.taken) > 1:
                return _unclosed(lines, number)
            return Reject(number, f"column {index + 1}", shown(cell), _too_long(number, limits))
        if "\x00" in cell:
            return _nul(number, index, cell)
    return number, cells


def _overlong(lines: _Lines, number: int, limits: Limits) -> Reject:
    """Reject a row with a cell that is too long to be read; its place is counted without regard to quotation marks."""
    cells = "".join(lines.taken).rstrip("\r\n").split(lines.delimiter)
    index = max(range(len(cells)), key=lambda each: len(cells[each]))
    return Reject(number, f"column {index + 1}", shown(cells[index]), _too_long(number, limits))


def _unclosed(lines: _Lines, number: int) -> Reject:
    """Reject the row where a quotation mark opens and never closes, and give the lines it swallowed back."""
    first = lines.taken[0] if lines.taken else ""
    lines.give_back(list(lines.taken)[1:])
    return Reject(
        number,
        "",
        shown(first.rstrip("\r\n")),
        f'Row {number} opens a quotation mark (") that is never closed. '
        "Close it, or write two of them where one is meant as text.",
    )


def _nul(number: int, index: int, cell: str) -> Reject:
    reason = (
        f"Row {number} has a NUL character (a byte of value zero) in column {index + 1}. "
        "Type the value again, or export the file again from where it came."
    )
    return Reject(number, f"column {index + 1}", shown(cell.replace("\x00", "�")), reason)


def _trim(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _is_open(taken: deque[str]) -> bool:
    return sum(line.count('"') for line in taken) % 2 == 1


def _too_wide(number: int, limits: Limits) -> str:
    return (
        f"Row {number} has more than {limits.columns} columns, so this is not a table that can be read. "
        "Delete the columns that are not needed, or export the file again."
    )


def _too_long(number: int, limits: Limits) -> str:
    return (
        f"Row {number} has a cell of more than {limits.field_chars:,} characters. Shorten the text and load it again."
    )


class _Lines:
    """The lines of a file as an iterator that can look ahead, give lines back and never reads an endless line."""

    def __init__(self, path: Path, sniffed: Sniffed, limits: Limits) -> None:
        self._source = _decoded(path, sniffed, limits, self)
        self._ahead: deque[str] = deque()
        self.taken: deque[str] = deque()
        self.delimiter = ","

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else next(self._source)
        self.taken.append(line)
        return line

    def peek(self, count: int) -> list[str]:
        """Look at the next lines without taking them."""
        while len(self._ahead) < count:
            line = next(self._source, None)
            if line is None:
                break
            self._ahead.append(line)
        return list(self._ahead)[:count]

    def is_done(self) -> bool:
        """Tell whether no line is left."""
        return not self._ahead and not self.peek(1)

    def give_back(self, lines: list[str]) -> None:
        """Put lines back in front of the rest."""
        self._ahead.extendleft(reversed(lines))


def _decoded(path: Path, sniffed: Sniffed, limits: Limits, lines: _Lines) -> Iterator[str]:
    if sniffed.encoding.startswith(("utf-16", "utf-32")):
        yield from _decoded_wide(path, sniffed, limits, lines)
        return
    number = 0
    with path.open("rb") as stream:
        stream.seek(sniffed.bom)
        while raw := stream.readline(limits.line_bytes):
            number += 1
            if len(raw) == limits.line_bytes and not raw.endswith(b"\n"):
                raise Unreadable(_endless(decode_line(raw, sniffed), number, limits, lines))
            # Old Mac files end their lines with a carriage return only.
            text = decode_line(raw, sniffed)
            if "\r" in text[:-2]:
                yield from text.splitlines(keepends=True) if _is_old_mac(text) else [text]
            else:
                yield text


def _decoded_wide(path: Path, sniffed: Sniffed, limits: Limits, lines: _Lines) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(sniffed.encoding)("replace")
    rest, number = "", 0
    with path.open("rb") as stream:
        stream.seek(sniffed.bom)
        while raw := stream.read(1 << 20):
            parts = (rest + decoder.decode(raw)).split("\n")
            rest = parts.pop()
            for part in parts:
                number += 1
                yield part + "\n"
            if len(rest) > limits.line_bytes:
                raise Unreadable(_endless(rest, number + 1, limits, lines))
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest


def _is_old_mac(text: str) -> bool:
    return "\n" not in text[:-1] and '"' not in text and text.count("\r") > 1


def _endless(text: str, number: int, limits: Limits, lines: _Lines) -> str:
    if any(text.count(mark) > limits.columns for mark in DELIMITERS):
        return _too_wide(number, limits)
    return (
        f"Line {number} of this file is longer than {limits.line_bytes:,} bytes, so it is no table. "
        "Export the file again from where it came."
    )

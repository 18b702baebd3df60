"""Read one ledger file: look at its layout, then give its lines in chunks; the work is done in a confined child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from hub.platform.tabular import csvrows, headings, sandbox, table
from hub.platform.tabular.ahead import ahead
from hub.platform.tabular.dates import Order, find_order
from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Reject, Unreadable
from hub.platform.tabular.sniff import FileKind, Sniffed, refuse_unless, sniff
from hub.platform.tabular.workbook import Workbook
from hub.spend.reading import fields as f
from hub.spend.reading.layout import SAMPLED, Layout, find_layout

# What reading takes in and looking does not; the nursery of children imports it once (``hub.platform.tabular``).
IN_CHILD = ("pyarrow", "hub.spend.reading.chunks", "hub.spend.reading.stream")
# Where the values of a column stand that is not sent: a column of the cells as they came, or nowhere when it is empty.
Source = str | None


@dataclass
class Chunk:
    """Some lines of a file as Arrow streams, with the rejects among them.

    :param spared: the columns of lines that are not among ``lines``, and where their values stand instead.
    :param upto: the last row of the file that was looked at.
    :param bodies: how many lines name which public body.
    :param foreign: how many rows were left out because they are in which other currency.
    :param worked_out: how many lines count with a sum that was worked out from the others of the row.
    :param parted: how many rows had the date in one cell with what belongs beside it, which was taken apart.
    """

    lines: bytes | bytearray
    originals: bytes | bytearray
    count: int
    skipped: int
    upto: int
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)
    bodies: dict[str, int] = field(default_factory=dict)
    foreign: dict[str, int] = field(default_factory=dict)
    worked_out: int = 0
    parted: int = 0
    spared: dict[str, Source] = field(default_factory=dict)
    # Chunks go through the pipe one at a time.
    is_large: bool = True


def look(path: Path, *, limits: Limits, name: str = "", choices: Mapping[str, str] | None = None) -> Layout:
    """Find the layout of a file, in a child process; its ``fault`` says whether lines can be read by it.

    :param name: what the file was called when somebody chose it.
    :raises Unreadable: when there is no table in it.
    """
    arguments = {"path": str(path), "name": name or path.name, "choices": dict(choices or {})}
    return next(iter(sandbox.run(f"{__name__}:look_in_child", arguments, limits)))  # type: ignore[no-any-return]


def read(path: Path, layout: Layout, *, latest: dt.date, limits: Limits, after: int = 0) -> Iterator[Chunk]:
    """Give the lines of a file in chunks, in a child process.

    :param after: begin behind this row, because what is before it is kept already.
    :raises Unreadable: also while iterating.
    """
    arguments = {"path": str(path), "layout": layout, "latest": latest, "after": after}
    return ahead(sandbox.run(f"{__name__}:read_in_child", arguments, limits))


def look_in_child(*, path: str, name: str, choices: dict[str, str], limits: Limits) -> Iterator[Layout]:
    """Find the layout; runs in the child."""
    sniffed = _sniffed(Path(path))
    notes = (sniffed.note,) if sniffed.note else ()
    if sniffed.kind is FileKind.CSV:
        rows = list(islice(csvrows.read(Path(path), sniffed, limits), SAMPLED))
        layout = find_layout(rows, file_name=name, choices=choices)
        lines = csvrows._Lines(Path(path), sniffed, limits)
        layout = _with(layout, delimiter=csvrows.delimiter(lines.peek(50)), notes=notes)
    else:
        book = Workbook(Path(path), limits)
        sheet = _best_sheet(book)
        layout = find_layout(list(islice(book.rows(sheet), SAMPLED)), file_name=name, choices=choices)
        others = [each for each in book.sheet_names if each != sheet]
        if others:
            notes = (*notes, f"The sheet “{sheet}” was read. Not read: {', '.join(others)}.")
        layout = _with(layout, sheet=sheet, notes=notes)
    yield layout if layout.decided else _decide_order(Path(path), sniffed, layout, limits)


def _with(layout: Layout, *, notes: tuple[str, ...], **changes: Any) -> Layout:
    from dataclasses import replace

    return replace(layout, notes=(*notes, *layout.notes), **changes)


def _sniffed(path: Path) -> Sniffed:
    sniffed = sniff(path)
    refuse_unless(sniffed, FileKind.CSV, FileKind.XLSX)
    return sniffed


def _best_sheet(book: Workbook) -> str:
    """Give the sheet with the most known headings."""
    best, best_score = book.sheet_names[0], -1.0
    for name in book.sheet_names[:50]:
        rows = islice(book.rows(name), table.SEARCHED_ROWS)
        found = max((headings.recognised(r[1], f.FIELDS) for r in rows if not isinstance(r, Reject)), default=0.0)
        if found > best_score + 1e-9:
            best, best_score = name, found
    return best


def _decide_order(path: Path, sniffed: Sniffed, layout: Layout, limits: Limits) -> Layout:
    """Look at the whole column of dates until one proves that the day comes first; only then are they American."""
    place = layout.places[f.DATE]
    day = month = either = 0
    seen: set[str] = set()
    for rows in _all_rows(path, sniffed, layout, limits):
        new = set(rows.columns[place].unique().to_pylist()) - seen
        seen |= new if len(seen) < 100_000 else set()
        found = find_order(new)
        day, month, either = day + found.day_first, month + found.month_first, either + found.either
        if day:
            return layout.with_order(Order.DAY_FIRST)
    if month:
        note = (
            f"{month} of the dates can only be American (month/day/year) and none can only be British, so all were "
            "read that way."
        )
        return layout.with_order(Order.MONTH_FIRST, note)
    return layout.with_order(Order.DAY_FIRST)


def _all_rows(path: Path, sniffed: Sniffed, layout: Layout, limits: Limits) -> Iterator[Any]:
    from hub.spend.reading import stream

    if sniffed.kind is FileKind.CSV:
        return stream.csv_rows(path, sniffed, limits, delimiter=layout.delimiter, width=layout.width)
    book = Workbook(path, limits)
    return stream.listed_rows(iter(book.rows(layout.sheet)), width=layout.width)


def read_in_child(*, path: str, layout: Layout, latest: dt.date, after: int, limits: Limits) -> Iterator[Chunk]:
    """Read the rows; runs in the child."""
    import pyarrow as pa

    from hub.spend.reading.chunks import chunk_of
    from hub.spend.reading.lines import Cleaner
    from hub.spend.reading.stream import only_after

    pa.set_memory_pool(pa.system_memory_pool())
    cleaner = Cleaner(layout, latest=latest)
    for rows in _all_rows(Path(path), _sniffed(Path(path)), layout, limits):
        if (left := only_after(rows, after)) is not None:
            yield chunk_of(left, cleaner)


__all__ = ["Chunk", "Unreadable", "look", "look_in_child", "read", "read_in_child"]

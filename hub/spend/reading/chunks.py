"""Pack cleaned rows for the way from the child to its parent, and unpack them there."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hub.platform.tabular.results import Reject, Unreadable
from hub.spend.reading.fields import CELLS
from hub.spend.reading.lines import Cleaner, Lines
from hub.spend.reading.reading import Chunk, Source
from hub.spend.reading.schema import LINES, READ, TEXT, originals
from hub.spend.reading.stream import Rows, last_row

# Rejects of one chunk that are told one by one; the others are counted.
TOLD = 1000
# Of a row longer than this, in characters, the cells are not kept: no list of payments has such rows.
LONGEST_ROW = 20_000
NOT_TAKEN_OVER = "The rows of this file could not be taken over. Export the file again."


def chunk_of(rows: Rows, cleaner: Cleaner) -> Chunk:
    """Clean some rows and pack them, each line with its original cells."""
    upto = last_row(rows)
    found, cells = _kept(rows, cleaner)
    spared = _spared(found.table, cells, cleaner)
    return Chunk(
        lines=packed(found.table.drop_columns(list(spared))),
        originals=packed(cells),
        spared=spared,
        count=found.table.num_rows,
        skipped=found.skipped,
        upto=upto,
        rejected=len(found.rejects),
        rejects=_with_cells(found.rejects[:TOLD], rows),
        bodies=_bodies(found.table),
        foreign=found.foreign,
        worked_out=found.worked_out,
        parted=found.parted,
    )


def _kept(rows: Rows, cleaner: Cleaner) -> tuple[Lines, pa.Table]:
    found = cleaner.clean(rows)
    schema = originals(cleaner.layout.width)
    cells = pa.table([rows.numbers, *rows.columns], schema=schema)
    if found.table.num_rows != rows.count:
        cells = cells.filter(pc.is_in(rows.numbers, found.table.column("row").combine_chunks()))
    return found, cells


def _with_cells(rejects: list[Reject], rows: Rows) -> list[Reject]:
    """Give rejects with the cells of their rows as they came, so that they can be mended and loaded again."""
    numbers = pa.array([each.row for each in rejects], rows.numbers.type)
    places = pc.index_in(numbers, value_set=rows.numbers)
    cells = zip(*(column.take(places).to_pylist() for column in rows.columns), strict=True)
    return [
        replace(each, cells={**each.cells, CELLS: text})
        if len(text := json.dumps(row, ensure_ascii=False)) <= LONGEST_ROW and None not in row
        else each
        for each, row in zip(rejects, cells, strict=True)
    ]


def _bodies(table: pa.Table) -> dict[str, int]:
    told = table.column("body").combine_chunks().value_counts().to_pylist()
    return {each["values"]: each["counts"] for each in told if each["values"]}


def _spared(table: pa.Table, cells: pa.Table, cleaner: Cleaner) -> dict[str, Source]:
    """Say which columns of lines need not be sent, because their values are elsewhere: half of all bytes."""
    found: dict[str, Source] = {"row": "row"}
    for name in READ.names[1:]:
        column, place = table[name], cleaner.at.get(name)
        if column.null_count == len(column) or (column.type == TEXT and not any(_has_text(column.chunks))):
            found[name] = None
        elif column.type == TEXT and place is not None and column.equals(cells[f"c{place}"]):
            found[name] = f"c{place}"
    return found


def _has_text(chunks: list[pa.Array]) -> Iterator[bool]:
    return (bool(pc.max(pc.binary_length(chunk)).as_py()) for chunk in chunks)


def packed(table: pa.Table) -> bytearray:
    """Write a table as an Arrow stream; it is measured first, so that its bytes are copied once."""
    measured = pa.MockOutputStream()
    _write(table, measured)
    found = bytearray(measured.size())
    _write(table, pa.FixedSizeBufferWriter(pa.py_buffer(found)))
    return found


def _write(table: pa.Table, sink: pa.NativeFile) -> None:
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)


def tables_of(chunk: Chunk, *, file: str, width: int) -> tuple[pa.Table, pa.Table]:
    """Give the lines of a chunk and their original cells; as yet all lines count.

    :param file: SHA-256 of the file.
    :param width: number of columns of the file.
    :raises Unreadable: when they are not what the child was asked for.
    """
    cells = unpacked(chunk.originals, originals(width))
    sent = unpacked(chunk.lines, sent_schema(chunk.spared))
    try:
        columns = [_column(field, chunk.spared, sent, cells, file=file) for field in LINES]
        return pa.table(columns, schema=LINES), cells
    except (pa.ArrowInvalid, KeyError, TypeError) as fault:
        raise Unreadable(NOT_TAKEN_OVER) from fault


def sent_schema(spared: Collection[str]) -> pa.Schema:
    """Give the columns that are sent when some are spared."""
    return pa.schema([field for field in READ if field.name not in spared])


def _column(field: pa.Field, spared: dict[str, Source], sent: pa.Table, cells: pa.Table, *, file: str) -> Any:
    if field.name in spared:
        source = spared[field.name]
        if source is not None:
            if cells[source].type != field.type:
                raise TypeError(field.name)
            return cells[source]
        return pa.nulls(cells.num_rows, field.type) if field.type != TEXT else _repeated("", field, cells)
    if field.name == "file":
        return _repeated(file, field, cells)
    return _repeated(0, field, cells) if field.name == "held_by" else sent[field.name]


def _repeated(value: Any, field: pa.Field, cells: pa.Table) -> pa.Array:
    return pa.repeat(pa.scalar(value, field.type), cells.num_rows)


def unpacked(stream: bytes | bytearray, schema: pa.Schema) -> pa.Table:
    """Read an Arrow stream that a child wrote, trusting nothing of it.

    :raises Unreadable: when it is not what the child was asked for.
    """
    try:
        table = pa.ipc.open_stream(pa.BufferReader(stream)).read_all()
        table.validate(full=True)
    except pa.ArrowInvalid as fault:
        raise Unreadable(NOT_TAKEN_OVER) from fault
    if not table.schema.equals(schema):
        raise Unreadable(NOT_TAKEN_OVER)
    return table


__all__ = ["chunk_of", "packed", "sent_schema", "tables_of", "unpacked"]

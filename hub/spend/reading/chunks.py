"""Pack cleaned rows for the way from the child to its parent, and unpack them there."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from hub.platform.tabular.results import Unreadable
from hub.spend.reading.lines import Cleaner, Lines
from hub.spend.reading.reading import Chunk
from hub.spend.reading.schema import LINES, READ, originals
from hub.spend.reading.stream import Rows, last_row

# Rejects of one chunk that are told one by one; the others are counted.
TOLD = 1000


def chunk_of(rows: Rows, cleaner: Cleaner) -> Chunk:
    """Clean some rows and pack them, each line with its original cells."""
    upto = last_row(rows)
    found, cells = _kept(rows, cleaner)
    return Chunk(
        lines=packed(found.table),
        originals=packed(cells),
        count=found.table.num_rows,
        skipped=found.skipped,
        upto=upto,
        rejected=len(found.rejects),
        rejects=found.rejects[:TOLD],
        bodies=_bodies(found.table),
        foreign=found.foreign,
        worked_out=found.worked_out,
    )


def _kept(rows: Rows, cleaner: Cleaner) -> tuple[Lines, pa.Table]:
    found = cleaner.clean(rows)
    schema = originals(cleaner.layout.width)
    cells = pa.table([rows.numbers, *rows.columns], schema=schema)
    if found.table.num_rows != rows.count:
        cells = cells.filter(pc.is_in(rows.numbers, found.table.column("row").combine_chunks()))
    return found, cells


def _bodies(table: pa.Table) -> dict[str, int]:
    told = table.column("body").combine_chunks().value_counts().to_pylist()
    return {each["values"]: each["counts"] for each in told if each["values"]}


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


def lines_of(stream: bytes | bytearray, *, file: str) -> pa.Table:
    """Read lines that a child wrote, and say of which file they are; as yet they all count.

    :param file: SHA-256 of the file.
    :raises Unreadable: when they are not what the child was asked for.
    """
    table = unpacked(stream, READ)
    same = {"file": pa.scalar(file, LINES.field("file").type), "held_by": pa.scalar(0, LINES.field("held_by").type)}
    columns = {name: pa.repeat(value, table.num_rows) for name, value in same.items()}
    return pa.table([columns[name] if name in columns else table[name] for name in LINES.names], schema=LINES)


def unpacked(stream: bytes | bytearray, schema: pa.Schema) -> pa.Table:
    """Read an Arrow stream that a child wrote, trusting nothing of it.

    :raises Unreadable: when it is not what the child was asked for.
    """
    try:
        table = pa.ipc.open_stream(pa.BufferReader(stream)).read_all()
        table.validate(full=True)
    except pa.ArrowInvalid as fault:
        raise Unreadable("The rows of this file could not be taken over. Export the file again.") from fault
    if not table.schema.equals(schema):
        raise Unreadable("The rows of this file could not be taken over. Export the file again.")
    return table


__all__ = ["chunk_of", "lines_of", "packed", "unpacked"]

"""Read a ledger in the test's own process."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from hub.platform.tabular.limits import COMMAND_LINE
from hub.platform.tabular.results import Unreadable
from hub.spend.reading import chunks, reading
from hub.spend.reading.layout import Layout

LATEST = dt.date(2026, 12, 1)


def read(folder: Path, text: str | bytes, *, name: str = "ledger.csv", encoding: str = "utf-8"):
    """Read a file in this process; give its layout, its lines, its rejects and how many rows were skipped."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    layout = next(iter(reading.look_in_child(path=str(path), name=name, choices={}, limits=COMMAND_LINE)))
    if layout.fault:
        raise Unreadable(layout.fault)
    found = list(reading.read_in_child(path=str(path), layout=layout, latest=LATEST, after=0, limits=COMMAND_LINE))
    lines = [line for chunk in found for line in lines_in(chunk, layout)]
    return layout, lines, [reject for chunk in found for reject in chunk.rejects], sum(c.skipped for c in found)


def lines_in(chunk: reading.Chunk, layout: Layout) -> list[dict[str, Any]]:
    """Give the lines of a chunk."""
    lines, _ = chunks.tables_of(chunk, file="f", width=layout.width)
    return lines.to_pylist()


def amounts(lines) -> list[str]:
    """Give the sums that count."""
    return [str(line["amount"]) for line in lines]

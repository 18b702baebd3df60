"""Read the cells of a table as they stand, in a child process: for sheets that the Hub wrote itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hub.contract.reading.sheets import Pair, Sheet, open_sheet, pairs_of, table_of
from hub.platform.tabular import sandbox
from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Reject, Row, Skipped
from hub.platform.tabular.sniff import FileKind, refuse_unless, sniff


def read_cells(path: Path | str, *, limits: Limits, sheet: str = "") -> Iterator[Row | Reject | Skipped]:
    """Give every row of a table under its headings.

    Raises:
        Unreadable: there is no table in the file, or reading it needs too much.
    """
    return sandbox.run(f"{__name__}:in_child", {"path": str(path), "sheet": sheet}, limits)


def in_child(*, path: str, sheet: str, limits: Limits) -> Iterator[Row | Reject | Skipped]:
    """Read the file; runs in the child."""
    yield from table_of(_opened(path, sheet, limits))


def read_pairs(path: Path | str, *, limits: Limits, sheet: str = "") -> Iterator[Pair | Reject | Skipped]:
    """Give every row of a table under its headings, with the contract that it would be.

    Raises:
        Unreadable: as `read_cells`.
    """
    return sandbox.run(f"{__name__}:pairs_in_child", {"path": str(path), "sheet": sheet}, limits)


def pairs_in_child(*, path: str, sheet: str, limits: Limits) -> Iterator[Pair | Reject | Skipped]:
    """Read the file; runs in the child."""
    yield from pairs_of(_opened(path, sheet, limits))


def _opened(path: str, sheet: str, limits: Limits) -> Sheet:
    sniffed = sniff(Path(path))
    refuse_unless(sniffed, FileKind.CSV, FileKind.XLSX, FileKind.JSON)
    return open_sheet(Path(path), sniffed, limits, sheet=sheet)

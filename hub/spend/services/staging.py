"""Cleaned lines on their way in: drafts of parts and a journal beside them, so that a load cut short goes on."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hub.platform.analytics import parts
from hub.platform.tabular.limits import MEGABYTE, Limits
from hub.platform.tabular.results import Reject, Unreadable
from hub.spend.reading.fields import CELLS, PAYEE
from hub.spend.reading.layout import Layout
from hub.spend.reading.reading import Chunk, read

PART_ROWS = 500_000
# Of a file's own text one row is read at a time.
ORIGINALS_GROUP = 8_192
KEPT_REJECTS = 1000
# A change of what cleaning yields begins a new number, so that no draft of older code is taken for the newer's.
READER = 7
Report = Callable[..., None]
# Arrow asks for address space far beyond what it uses; what it uses is measured by the benchmark.
FILES = Limits(file_bytes=64 * 1024 * MEGABYTE, rows=None, memory_bytes=3072 * MEGABYTE)


@dataclass
class Piece:
    """Two finished drafts: some lines and their original text."""

    lines: parts.Part
    originals: parts.Part


@dataclass
class Staged:
    """What is known of a file once all its lines are in drafts."""

    folder: Path
    pieces: list[Piece] = field(default_factory=list)
    upto: int = 0
    count: int = 0
    skipped: int = 0
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)
    bodies: dict[str, int] = field(default_factory=dict)
    foreign: dict[str, int] = field(default_factory=dict)
    worked_out: int = 0
    parted: int = 0
    is_whole: bool = False

    @property
    def files(self) -> list[str]:
        """Give the drafts of lines, in order."""
        return [str(self.draft(place, "lines")) for place in range(len(self.pieces))]

    def draft(self, place: int, kind: str) -> Path:
        """Give where a draft is."""
        return self.folder / f"{place:05}-{kind}.parquet"

    def drop(self) -> None:
        """Remove the drafts."""
        shutil.rmtree(self.folder, ignore_errors=True)


def folder_of(sha256: str, layout: Layout) -> Path:
    """Give the folder of a file's drafts; another mapping of its columns has another."""
    told = json.dumps([READER, layout.columns, layout.is_net, layout.order, layout.header_row, layout.sheet])
    mark = hashlib.sha256(told.encode()).hexdigest()[:12]
    return parts.folder().parent / "staging" / f"{sha256[:32]}-{mark}"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep a second process from loading the same file at the same time.

    :raises Unreadable: when one is at it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = folder.with_suffix(".lock")
    with lock.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise Unreadable("This file is being loaded at this moment. Wait until that has ended.") from busy
        yield
    lock.unlink(missing_ok=True)


def stage(path: Path, layout: Layout, *, sha256: str, latest: date, report: Report | None = None) -> Staged:
    """Read and clean a whole file into drafts, going on where a load that was cut short had got to.

    :raises Unreadable: when the file cannot be read to its end.
    """
    staged = _journal(folder_of(sha256, layout))
    if staged.is_whole:
        return staged
    writing: _Writing | None = None
    try:
        for chunk in read(path, layout, latest=latest, limits=FILES, after=staged.upto):
            writing = writing or _Writing(staged, layout, sha256)
            writing.add(chunk)
            if report:
                done = staged.count + writing.count
                report(done=done, message=f"Read {done:,} lines")
            if writing.count >= PART_ROWS:
                writing.finish()
                writing = None
        if writing:
            writing.finish()
    except BaseException:
        if writing:
            writing.drop()
        raise
    staged.is_whole = True
    _keep(staged)
    return staged


class _Writing:
    """Two drafts being written, and what will be added to the journal when they are finished."""

    def __init__(self, staged: Staged, layout: Layout, sha256: str) -> None:
        from hub.spend.reading.schema import CODED, LINES, originals

        place = len(staged.pieces)
        self.staged, self.sha256 = staged, sha256
        self.width = layout.width
        self.drafts = [
            parts.Draft(LINES, staged.draft(place, "lines"), coded=CODED),
            parts.Draft(originals(layout.width), staged.draft(place, "original"), group=ORIGINALS_GROUP, coded=()),
        ]
        self.chunks: list[Chunk] = []
        self.count = 0

    def add(self, chunk: Chunk) -> None:
        """Write one chunk."""
        from hub.spend.reading.chunks import tables_of

        if chunk.count:
            tables = tables_of(chunk, file=self.sha256, width=self.width)
            for draft, table in zip(self.drafts, tables, strict=True):
                draft.write(table)
        self.count += chunk.count
        chunk.lines = chunk.originals = b""
        self.chunks.append(chunk)

    def finish(self) -> None:
        """End the drafts, then write the journal: only what it names is there."""
        staged = self.staged
        if self.count:
            staged.pieces.append(Piece(*(draft.finish() for draft in self.drafts)))
        else:
            self.drop()
        staged.count += self.count
        for chunk in self.chunks:
            staged.upto = max(staged.upto, chunk.upto)
            staged.skipped += chunk.skipped
            staged.rejected += chunk.rejected
            staged.rejects += chunk.rejects[: max(0, KEPT_REJECTS - len(staged.rejects))]
            for told, more in ((staged.bodies, chunk.bodies), (staged.foreign, chunk.foreign)):
                for name, lines in more.items():
                    told[name] = told.get(name, 0) + lines
            staged.worked_out += chunk.worked_out
            staged.parted += chunk.parted
        _keep(staged)

    def drop(self) -> None:
        """Remove the unfinished drafts."""
        for draft in self.drafts:
            draft.drop()


def _keep(staged: Staged) -> None:
    told = asdict(staged) | {"folder": str(staged.folder)}
    told["rejects"] = [
        [each.row, each.column, each.value, each.reason, each.cells.get(PAYEE, ""), each.cells.get(CELLS, "[]")]
        for each in staged.rejects
    ]
    draft = staged.folder / "journal.new"
    with draft.open("w") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, staged.folder / "journal.json")
    parts.flush_folder(staged.folder)


def _journal(folder: Path) -> Staged:
    """Give what an earlier attempt has finished, if its drafts are still whole."""
    try:
        told: dict[str, Any] = json.loads((folder / "journal.json").read_text())
        pieces = [Piece(parts.Part(**each["lines"]), parts.Part(**each["originals"])) for each in told["pieces"]]
        rejects = [
            Reject(row, column, value, reason, cells={PAYEE: payee, CELLS: cells})
            for row, column, value, reason, payee, cells in told["rejects"]
        ]
        found = Staged(**(told | {"folder": folder, "pieces": pieces, "rejects": rejects}))
    except (OSError, ValueError, KeyError, TypeError):
        return Staged(folder)
    for place, piece in enumerate(found.pieces):
        for kind, part in (("lines", piece.lines), ("original", piece.originals)):
            path = found.draft(place, kind)
            if not path.is_file() or parts.digest_of(path) != part.sha256:
                return Staged(folder)
    return found

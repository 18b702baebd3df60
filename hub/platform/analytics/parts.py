"""Parts: Parquet files that are written once, named by the SHA-256 of their content and never changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings

if TYPE_CHECKING:
    import pyarrow as pa

# Rows of one row group; an engine skips a group whose dates or amounts cannot matter. Groups of some 17,000 rows, each
# with dictionaries of its own, took twice as long to read and more room (measured: 220 and 85 ms for 417,000 lines).
GROUP = 131_072
COMPRESSION = "lz4"
BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Part:
    """One written part: the SHA-256 of its bytes, its size in bytes and its rows."""

    sha256: str
    size: int
    rows: int


def folder() -> Path:
    """Give the folder of all parts."""
    return Path(settings.HUB_HOME) / "analytics" / "parts"


def path_of(sha256: str) -> Path:
    """Give where the part with this digest is, or would be."""
    return folder() / sha256[:2] / f"{sha256}.parquet"


def exists(sha256: str) -> bool:
    """Say whether the part is in its place; its content is checked by ``is_whole``."""
    return path_of(sha256).is_file()


def is_whole(sha256: str) -> bool:
    """Say whether the part is there and its content has the digest that its name says."""
    try:
        return digest_of(path_of(sha256)) == sha256
    except OSError:
        return False


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Draft:
    """A part being written aside. ``finish`` flushes it to the medium; ``publish`` gives it its name for ever.

    :param path: where the draft is; a draft in a named place survives a crash and may be published later.
    :param group: rows of one row group; fewer where single rows are read.
    :param coded: the columns whose values repeat, which are kept as a dictionary; all unless given. To try it on
        columns of ever new values takes half of the time of writing, and more room.
    """

    def __init__(
        self, schema: pa.Schema, path: Path | None = None, *, group: int = GROUP, coded: Sequence[str] | None = None
    ) -> None:
        import pyarrow.parquet as pq

        self.path = path or folder() / "incoming" / secrets.token_hex(16)
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.rows = 0
        self._group = group
        self._waiting: list[pa.Table] = []
        self._file = self.path.open("wb")
        self._writer = pq.ParquetWriter(
            self._file,
            schema,
            compression=COMPRESSION,
            write_statistics=True,
            store_schema=False,
            use_dictionary=True if coded is None else list(coded),
        )

    def write(self, batch: Any) -> None:
        """Append a record batch or a table."""
        self.rows += batch.num_rows
        self._waiting.append(batch if hasattr(batch, "to_batches") else _table(batch))
        if sum(table.num_rows for table in self._waiting) >= self._group:
            self._flush()

    def _flush(self) -> None:
        """Write what waits."""
        import pyarrow as pa

        if self._waiting:
            whole = pa.concat_tables(self._waiting)
            self._writer.write_table(whole, row_group_size=self._group)
            self._waiting = []

    def finish(self) -> Part:
        """End the file and flush it to the medium; give what it is."""
        self._flush()
        self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return Part(digest_of(self.path), self.path.stat().st_size, self.rows)

    def drop(self) -> None:
        """Leave nothing of the draft."""
        self._waiting = []
        with contextlib.suppress(Exception):
            self._writer.close()
        self._file.close()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *ended: object) -> None:
        if kind is not None:
            self.drop()


def publish(draft: Path, sha256: str) -> Path:
    """Move a finished draft to its name. The same content twice is one part, so a repeated call does no harm."""
    target = path_of(sha256)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if draft.exists():
        os.replace(draft, target)
        flush_folder(target.parent)
        flush_folder(target.parent.parent)
    return target


def write_part(table: pa.Table) -> Part:
    """Write one table as one part, named and flushed."""
    with Draft(table.schema) as draft:
        draft.write(table)
        part = draft.finish()
    publish(draft.path, part.sha256)
    return part


def flush_folder(path: Path) -> None:
    """Flush a folder, so that a new name in it survives a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def paths(digests: Iterable[str]) -> list[str]:
    """Give the files of some parts, in their order."""
    return [str(path_of(each)) for each in digests]


def _table(batch: pa.RecordBatch) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_batches([batch])

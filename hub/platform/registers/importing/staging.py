"""Cleaned records on their way into the database: on disk, because 100,000 of them would fill the memory."""

from __future__ import annotations

import pickle  # nosec B403: reads back only what this process wrote into a file without a name
import struct
import tempfile
from collections.abc import Iterator
from typing import Any, Self

_LENGTH = struct.Struct("!I")
BATCH = 1000


class Staging:
    """Records in the order in which they came, given back in batches."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="hub-import-")  # noqa: SIM115
        self._held: list[Any] = []
        self.count = 0

    def add(self, record: Any) -> None:
        """Keep one record."""
        self._held.append(record)
        self.count += 1
        if len(self._held) >= BATCH:
            self._write()

    def batches(self) -> Iterator[list[Any]]:
        """Give everything back; may be called again."""
        self._write()
        self._file.seek(0)
        while len(head := self._file.read(_LENGTH.size)) == _LENGTH.size:
            yield pickle.loads(self._file.read(_LENGTH.unpack(head)[0]))  # noqa: S301  # nosec B301

    def _write(self) -> None:
        if self._held:
            body = pickle.dumps(self._held, protocol=5)
            self._file.write(_LENGTH.pack(len(body)) + body)
            self._held = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self._file.close()

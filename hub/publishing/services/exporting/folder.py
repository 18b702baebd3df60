"""Write files into the export's folder and remember what each holds."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from hub.platform import canon


@dataclass
class Writer:
    """One file being written: its digest and the number of its lines are kept as it grows."""

    file: IO[bytes]
    digest: Any = field(default_factory=hashlib.sha256)
    size: int = 0
    rows: int = 0

    def write(self, content: bytes) -> None:
        """Append bytes."""
        self.file.write(content)
        self.digest.update(content)
        self.size += len(content)

    def line(self, value: Any) -> None:
        """Append one record as a line of JSON."""
        self.write(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain).encode() + b"\n")
        self.rows += 1


class CannotWrite(Exception):
    """The export cannot be written; the message says why and what to do. Nothing of it is left."""


@dataclass
class Folder:
    """The export's folder with the list of its files."""

    path: Path
    files: list[dict[str, Any]] = field(default_factory=list)
    _begun: list[Path] = field(default_factory=list)
    _folders: list[Path] = field(default_factory=list)

    def make(self) -> None:
        """Make the folder, and remember which of its parents were made for it.

        :raises CannotWrite: when it cannot be made, or holds something already.
        """
        try:
            self._make(self.path)
            is_empty = not any(self.path.iterdir())
        except OSError as fault:
            raise CannotWrite(why_not(self.path, fault)) from fault
        if not is_empty:
            raise CannotWrite(f"{self.path} is not an empty folder. Name a new one.")

    def _make(self, folder: Path) -> None:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        self._folders += reversed(missing)

    def undo(self) -> None:
        """Remove what was written so far: half an export would look like one."""
        for path in self._begun:
            with suppress(OSError):
                path.unlink()
        for folder in reversed(self._folders):
            with suppress(OSError):
                folder.rmdir()

    @contextmanager
    def file(self, name: str) -> Iterator[Writer]:
        """Open a file to write; when it is done, it is on the list."""
        target = self.path / name
        self._make(target.parent)
        self._begun.append(target)
        with target.open("xb") as handle:
            writer = Writer(handle)
            yield writer
        entry = {"path": name, "sha256": writer.digest.hexdigest(), "bytes": writer.size}
        self.files.append({**entry, "rows": writer.rows} if name.endswith(".jsonl") else entry)

    def text(self, name: str, content: str) -> None:
        """Write a small file."""
        with self.file(name) as writer:
            writer.write(content.encode())


def why_not(path: Path, fault: OSError) -> str:
    """Say in words why a folder cannot be written, and what to do."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk of {path} is full, so nothing was exported. Make room, or name a folder on another disk."
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{path} may not be written to. Name a folder of your own."
    return f"{path} cannot be written: {(fault.strerror or 'the disk failed').lower()}. Name another folder."


def plain(value: Any) -> Any:
    """Give a value as JSON holds it: dates as ISO text, amounts as text to the penny, bytes in hexadecimal."""
    if isinstance(value, datetime):
        return canon.instant(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"{type(value).__name__} has no open form")

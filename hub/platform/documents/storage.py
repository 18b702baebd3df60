"""Keep files by the digest of their content. An object store fills the same functions (see tests/store_contract)."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from hub.platform import clock

BLOCK = 1024 * 1024
DAY = 24 * 60 * 60


class TooLarge(Exception):
    """The stream holds more than the limit."""


class NoSpace(Exception):
    """The store has no room, or less than it keeps free."""


class NotStored(Exception):
    """The store failed to keep the file for certain; nothing of it remains."""


class Missing(LookupError):
    """No file has this digest."""


@dataclass(frozen=True)
class Stored:
    """What was put: the SHA-256 of the content, its size in bytes, and its first bytes."""

    sha256: str
    size: int


class Store(Protocol):
    """Where files are. Content is immutable: the same content twice is one file."""

    def put(self, chunks: Iterable[bytes], *, limit: int) -> Stored:
        """Keep a stream for certain, or nothing of it.

        :raises TooLarge: after ``limit`` bytes.
        :raises NoSpace: when there is no room.
        :raises NotStored: when the medium failed.
        """
        ...

    def open(self, sha256: str) -> BinaryIO:
        """Give the content to read.

        :raises Missing: when there is none, or it is kept apart.
        """
        ...

    def exists(self, sha256: str) -> bool:
        """Say whether content with this digest can be read."""
        ...

    def quarantine(self, sha256: str) -> None:
        """Move content where ``open`` does not reach it."""
        ...

    def remove(self, sha256: str) -> bool:
        """Remove content for good, also what is kept apart; give whether there was any. Safe to repeat."""
        ...

    def has_room(self, size: int) -> bool:
        """Say whether a file of ``size`` bytes leaves enough space free."""
        ...


def store() -> Store:
    """Give the store that the settings name; a folder in HUB_HOME unless they say otherwise."""
    named = getattr(settings, "HUB_DOCUMENT_STORE", "")
    if named:
        return import_string(named)()  # type: ignore[no-any-return]
    return DiskStore(Path(settings.HUB_HOME) / "media" / "documents")


class DiskStore:
    """Files in a folder: ``ab/abcdef…``, written aside, flushed to the medium, then named."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, chunks: Iterable[bytes], *, limit: int) -> Stored:
        """Keep a stream for certain, or nothing of it; see :class:`Store`."""
        incoming = self.folder / "incoming"
        incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = incoming / secrets.token_hex(16)
        source = _Source(chunks)
        try:
            stored = self._write(draft, source, limit)
            target = self._path(stored.sha256)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.rename(draft, target)
            _flush_folder(target.parent)
            _flush_folder(self.folder)
        except OSError as fault:
            if fault is source.fault:
                raise
            # A failed fsync is never tried again: the system may have dropped the data and would then report success.
            if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise NoSpace from fault
            raise NotStored(fault.strerror or "the disk failed") from fault
        finally:
            with contextlib.suppress(FileNotFoundError):
                draft.unlink()
        return stored

    def _write(self, draft: Path, chunks: Iterable[bytes], limit: int) -> Stored:
        digest, size = hashlib.sha256(), 0
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLarge
                digest.update(chunk)
                left = memoryview(chunk)
                while left:
                    left = left[os.write(handle, left) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        return Stored(digest.hexdigest(), size)

    def open(self, sha256: str) -> BinaryIO:
        """Give the content to read; see :class:`Store`."""
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError as fault:
            raise Missing(sha256) from fault

    def path(self, sha256: str) -> Path:
        """Give the file itself, for readers that need one."""
        found = self._path(sha256)
        if not found.exists():
            raise Missing(sha256)
        return found

    def exists(self, sha256: str) -> bool:
        """Say whether content with this digest can be read."""
        return self._path(sha256).exists()

    def quarantine(self, sha256: str) -> None:
        """Move content to a folder that ``open`` does not reach; safe to repeat."""
        apart = self.folder / "quarantine"
        apart.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileNotFoundError):
            os.rename(self._path(sha256), apart / sha256)
            _flush_folder(apart)

    def remove(self, sha256: str) -> bool:
        """Remove content for good; see :class:`Store`."""
        removed = False
        for path in (self._path(sha256), self.folder / "quarantine" / sha256):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
                _flush_folder(path.parent)
                removed = True
        return removed

    def has_room(self, size: int) -> bool:
        """Say whether a file of ``size`` bytes leaves the space free that the settings ask for."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        disk = shutil.disk_usage(self.folder)
        return disk.free - size >= getattr(settings, "HUB_KEEP_FREE_BYTES", 1024**3)

    def sweep(self) -> int:
        """Remove what uploads that died left behind a day ago or longer; give how many."""
        removed = 0
        incoming = self.folder / "incoming"
        # File ages are of the machine's clock, which the Hub's own may differ from.
        for draft in incoming.iterdir() if incoming.is_dir() else ():
            if clock.real_now().timestamp() - draft.stat().st_mtime > DAY:
                draft.unlink(missing_ok=True)
                removed += 1
        return removed

    def _path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
            raise Missing(sha256)
        return self.folder / sha256[:2] / sha256


class _Source:
    """A stream that remembers its own failure, which is not the store's."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks = chunks
        self.fault: BaseException | None = None

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self.chunks
        except OSError as fault:
            self.fault = fault
            raise


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

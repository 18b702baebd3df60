"""A store in a folder: written aside, flushed, renamed, and the folder flushed, before anything is acknowledged."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from hub.bids.store.shelf import DIGEST, CannotStore, Full, Unhealthy, named

log = logging.getLogger("hub.bids.store")
SEGMENTS, INCOMING, NOTES, MARK = "segments", "incoming", "notes", "UNHEALTHY"
OLD = timedelta(days=1)
NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Disk:
    """Parts in ``segments/ab/abcdef…``; what is being written lies in ``incoming`` and can never be taken for one.

    :param folder: on one file system, for renaming must not copy.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts, self.incoming, self.kept_notes = (folder / name for name in (SEGMENTS, INCOMING, NOTES))
        self._is_unhealthy = False
        self._prepare()

    def start(self, *, at: datetime) -> int:
        """Remove what crashed writers left over a day ago, and give how many files that were."""
        removed = 0
        for path in self.incoming.iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < (at - OLD).timestamp():
                    path.unlink()
                    removed += 1
        return removed

    @contextmanager
    def draft(self) -> Iterator[DiskDraft]:
        """Begin a part; see ``shelf.Store``."""
        if self.fault():
            raise Unhealthy(self.folder.name)
        draft = DiskDraft(self)
        try:
            yield draft
        finally:
            draft.close()

    @contextmanager
    def read(self, digest: str) -> Iterator[BinaryIO]:
        """Give a part; see ``shelf.Store``."""
        try:
            file = self.path(digest).open("rb")
        except FileNotFoundError:
            raise KeyError(digest) from None
        with file:
            yield file

    def path(self, digest: str) -> Path:
        """Give where a part lies.

        :raises KeyError: when this is no digest.
        """
        if not DIGEST.fullmatch(digest):
            raise KeyError(digest)
        return self.parts / digest[:2] / digest

    def has(self, digest: str) -> bool:
        """Say whether a part is here."""
        return self.path(digest).is_file()

    def digests(self) -> Iterator[str]:
        """Give the digests of all parts, in order."""
        for folder in sorted(self.parts.iterdir()):
            yield from sorted(path.name for path in folder.iterdir())

    def note(self, name: str, content: bytes) -> None:
        """Write a note; see ``shelf.Store``."""
        target = self.kept_notes / named(name)
        with self.draft() as draft:
            draft.write(content)
            draft.flush()
            try:
                # A link, unlike a rename, never takes the place of another note.
                os.link(draft.path, target)
            except FileExistsError:
                if target.read_bytes() != content:
                    raise ValueError(f"The note {name} holds something else already.") from None
            self.sync(self.kept_notes)

    def read_note(self, name: str) -> bytes:
        """Give a note."""
        try:
            return (self.kept_notes / named(name)).read_bytes()
        except FileNotFoundError:
            raise KeyError(name) from None

    def notes(self) -> Iterator[str]:
        """Give the names of all notes, in order."""
        yield from sorted(path.name for path in self.kept_notes.iterdir())

    def free_bytes(self) -> int:
        """Give how many bytes the disk has left."""
        return shutil.disk_usage(self.folder).free

    def fault(self) -> str:
        """Say why the store takes nothing: a disk failed to keep something, here or in another process."""
        if self._is_unhealthy or (self.folder / MARK).exists():
            return f"A disk did not keep what it was given. Look at it, then remove {MARK} and start again."
        return ""

    def sync(self, folder: Path) -> None:
        """Make the names in a folder survive a power cut.

        :raises Unhealthy: when the disk says that it could not.
        """
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        except OSError as fault:
            self.doubt(fault)
        finally:
            os.close(handle)

    def doubt(self, fault: OSError) -> None:
        """Take nothing any more: a second fsync would report success for data that the kernel has dropped.

        :raises Unhealthy: always.
        """
        self._is_unhealthy = True
        log.critical("the store %s failed to flush: %s", self.folder, fault.strerror)
        with suppress(OSError):
            (self.folder / MARK).touch(mode=0o600)
        raise Unhealthy(self.folder.name) from fault

    def _prepare(self) -> None:
        """Make all folders now: a folder made later would have to be flushed with the first part in it."""
        wanted = [self.incoming, self.kept_notes, *(self.parts / f"{number:02x}" for number in range(256))]
        if all(path.is_dir() for path in wanted):
            return
        for path in wanted:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in (self.parts, self.folder, self.folder.parent):
            self.sync(path)


class DiskDraft:
    """A part being written to a folder."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.path = disk.incoming / secrets.token_hex(16)
        self.digest = hashlib.sha256()
        try:
            self.handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        except OSError as fault:
            raise refusal(fault) from fault

    def write(self, content: bytes) -> None:
        """Take all of the bytes; a disk may take a part of them at a time."""
        view = memoryview(content)
        try:
            while view:
                view = view[os.write(self.handle, view) :]
        except OSError as fault:
            raise refusal(fault) from fault
        self.digest.update(content)

    def flush(self) -> None:
        """Have the bytes on the disk."""
        try:
            os.fsync(self.handle)
        except OSError as fault:
            self.disk.doubt(fault)

    def keep(self) -> str:
        """Make it a part of the store; see ``shelf.Draft``.

        What has the same digest is replaced: whether the one before is safe yet only its own writer knows.
        """
        digest = self.digest.hexdigest()
        target = self.disk.path(digest)
        self.flush()
        try:
            self.path.replace(target)
        except OSError as fault:
            raise refusal(fault) from fault
        self.disk.sync(target.parent)
        return digest

    def close(self) -> None:
        """Let go of it, and of its bytes unless they were kept."""
        os.close(self.handle)
        self.path.unlink(missing_ok=True)


def refusal(fault: OSError) -> CannotStore:
    """Give what to say of a fault before anything was flushed."""
    if fault.errno in NO_SPACE:
        return Full()
    return CannotStore(f"The store did not take this part: {fault.strerror}.")

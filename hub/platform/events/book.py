"""The book of receipts: what was signed for each version of a bid and each closing, so that it is never signed twice.

One line each, written and flushed before the signature is given out. Several processes may use one book: each holds the
file's lock while it looks and writes. Plain Python, no Django.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from hub.platform.events.keyring import Keyring, is_signed, key_id, sync_folder
from hub.platform.events.receipts import NotAReceipt, name_of, read

BOOK = "receipts.jsonl"
DOUBT = "The disk did not keep the book of receipts. Nothing is signed until somebody has looked and started it again."


class Refused(ValueError):
    """The signer does not sign this, or not any more."""


@dataclass(frozen=True)
class Signed:
    """A text, its base64 signature and the base64 public key."""

    text: str
    signature: str
    public_key: str


class Book:
    """The receipts signed so far, in a file beside the key."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / BOOK
        self._read_to = 0
        self._places: dict[str, int] = {}
        self._is_doubtful = False

    def sign(self, text: str, keys: Keyring) -> Signed:
        """Sign a receipt or a closing root. The same text again gets the same signature.

        :raises Refused: when it has no right form, names another key, or another text was signed in its place.
        """
        try:
            told = read(text)
        except NotAReceipt as fault:
            raise Refused(str(fault)) from None
        if told["key_id"] != key_id(keys.public_key()):
            raise Refused("The receipt names another key; the signer's was replaced.")
        name = name_of(told)
        if not name:
            return Signed(text, keys.sign(text), keys.public_key())
        with self._held() as file:
            if before := self._before(file, name):
                if before.text == text:
                    return before
                raise Refused(f"Another text was signed for {name.split(chr(31))[0]} already.")
            made = Signed(text, keys.sign(text), keys.public_key())
            self._add(file, name, made)
            return made

    def find(self, name: str) -> Signed | None:
        """Give what was signed under a name (``receipts.submission_name``, ``receipts.closing_name``)."""
        if not self.path.exists():
            return None
        with self._held() as file:
            return self._before(file, name)

    @contextmanager
    def _held(self) -> Iterator[BinaryIO]:
        """Hold the file's lock, with all lines known that are in it."""
        if self._is_doubtful:
            raise Refused(DOUBT)
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self._catch_up(file)
            yield file

    def _catch_up(self, file: BinaryIO) -> None:
        file.seek(0, os.SEEK_END)
        if file.tell() < self._read_to:
            raise Refused("The book of receipts has lost lines. Nothing is signed until somebody has looked.")
        file.seek(self._read_to)
        for line in file:
            if not line.endswith(b"\n"):
                # Cut off by a crash before its signature was given out.
                file.truncate(self._read_to)
                break
            self._places[name_of(read(_signed(line).text))] = self._read_to
            self._read_to += len(line)

    def _before(self, file: BinaryIO, name: str) -> Signed | None:
        place = self._places.get(name)
        if place is None:
            return None
        file.seek(place)
        return _signed(file.readline())

    def _add(self, file: BinaryIO, name: str, made: Signed) -> None:
        line = json.dumps(asdict(made)).encode() + b"\n"
        handle, written = file.fileno(), 0
        try:
            while written < len(line):
                written += os.pwrite(handle, line[written:], self._read_to + written)
        except OSError as fault:
            os.ftruncate(handle, self._read_to)
            raise Refused(f"The book of receipts cannot be written ({fault.strerror}). Nothing was signed.") from fault
        try:
            os.fsync(handle)
            sync_folder(self.path.parent)
        except OSError as fault:
            # The kernel may have dropped the line and would report success the next time.
            self._is_doubtful = True
            raise Refused(DOUBT) from fault
        self._places[name] = self._read_to
        self._read_to += len(line)


def _signed(line: bytes) -> Signed:
    try:
        made = Signed(**json.loads(line))
        is_sound = is_signed(made.text, made.signature, made.public_key) and bool(read(made.text))
    except (ValueError, TypeError):
        is_sound = False
    if not is_sound:
        raise Refused("The book of receipts was altered. Nothing is signed until somebody has looked.")
    return made

"""What a store does, whatever lies behind it, and what it says when it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

DIGEST = re.compile(r"[0-9a-f]{64}")
NOTE = re.compile(r"[a-z0-9][a-z0-9.-]{0,127}")
AT_ONCE = 64 * 1024


class CannotStore(OSError):
    """The store did not take something. Nothing was acknowledged; the message can be shown."""


class Full(CannotStore):
    """The disk or the quota is full."""

    def __init__(self) -> None:
        super().__init__("There is no space left for bids. Nothing of this part was kept.")


class Unhealthy(CannotStore):
    """A disk did not keep what it was given. Nothing is written to this store until somebody has looked."""

    def __init__(self, where: str) -> None:
        super().__init__(f"The store {where} takes nothing until somebody has looked at its disk.")


class Source(Protocol):
    """Something to read bytes from."""

    def read(self, size: int, /) -> bytes: ...


class Draft(Protocol):
    """Something being written; only ``keep`` makes it a part of the store."""

    def write(self, content: bytes, /) -> object:
        """Take all of the bytes.

        :raises CannotStore: when they cannot be taken.
        """

    def keep(self) -> str:
        """Give the SHA-256 of what was written, in hexadecimal, once it would survive a power cut.

        :raises CannotStore: when that is not sure.
        """


class Store(Protocol):
    """Immutable parts under their digest, and small notes under a name. The same part twice is fine."""

    def draft(self) -> AbstractContextManager[Draft]:
        """Begin a part; what is not kept when the context ends is gone."""

    def read(self, digest: str) -> AbstractContextManager[Source]:
        """Give a part.

        :raises KeyError: when there is none.
        """

    def has(self, digest: str) -> bool:
        """Say whether a part is here."""

    def digests(self) -> Iterator[str]:
        """Give the digests of all parts, in order."""

    def note(self, name: str, content: bytes) -> None:
        """Write a note, such as a receipt with its clear facts; the same content again is fine.

        :raises ValueError: when the name cannot be used, or holds other content already: notes never change.
        :raises CannotStore: when it cannot be taken.
        """

    def read_note(self, name: str) -> bytes:
        """Give a note.

        :raises KeyError: when there is none.
        """

    def notes(self) -> Iterator[str]:
        """Give the names of all notes, in order."""

    def fault(self) -> str:
        """Say why the store takes nothing at the moment; empty when it does."""


def put(store: Store, content: bytes) -> str:
    """Keep bytes and give their digest."""
    with store.draft() as draft:
        draft.write(content)
        return draft.keep()


def named(name: str) -> str:
    """Give a note's name if it can be one.

    :raises ValueError: when it cannot.
    """
    if not NOTE.fullmatch(name):
        raise ValueError("A note's name has small letters, digits, dots and hyphens.")
    return name

"""Files, cut into segments and sealed as they pass; memory stays the same for any size."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from hub.bids.sealing.box import Box, Source, Target
from hub.bids.sealing.descriptors import Descriptor, new_salt, open_descriptor, seal_descriptor
from hub.bids.sealing.faults import Fault

MIB = 1024 * 1024
SEGMENT_BYTES = 16 * MIB
# Sealing holds Python's global lock; shorter segments let the other requests of the process go on.
FORM_SEGMENT_BYTES = 4 * MIB
PAD_ANSWERS, PAD_TABLE = 16 * 1024, 64 * 1024
AT_ONCE = 64 * 1024


class Draft(Protocol):
    """Something being written to a store; only ``keep`` makes it a part of the store."""

    def write(self, content: bytes, /) -> object: ...

    def keep(self) -> str:
        """Give the SHA-256 of what was written, in hexadecimal, once it is safe."""


class Shelf(Protocol):
    """A store by digest."""

    def draft(self) -> AbstractContextManager[Draft]:
        """Begin to write something; what is not kept when the context ends is gone."""

    def read(self, digest: str) -> AbstractContextManager[Source]:
        """Give what is kept under a digest.

        :raises KeyError: when nothing is.
        """


@dataclass(frozen=True)
class Said:
    """What the bidder's side says of a file besides its bytes."""

    name: str = field(repr=False)
    media_type: str = "application/octet-stream"
    checks: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class SealedFile:
    """What is known in clear of a sealed file.

    :param descriptor: digest of the sealed descriptor.
    :param segments: digests of the segments, in order.
    :param mib: size rounded up to MiB, padding included.
    """

    descriptor: str
    segments: tuple[str, ...]
    mib: int
    commitment: str


def seal_file(
    source: Source,
    said: Said,
    *recipients: str,
    shelf: Shelf,
    segment_bytes: int = SEGMENT_BYTES,
    pad_to: int = 1,
) -> tuple[SealedFile, Descriptor]:
    """Seal what a source gives, segment by segment, and its descriptor last.

    :param recipients: the mailbox, and the bidder's own key where one is kept.
    :param segment_bytes: bytes of the file in one segment, at most 16 MiB.
    :param pad_to: zeros follow up to a multiple of this many bytes.
    :returns: what may be stored, and the facts with the salt, which go to the bidder and are then forgotten.
    :raises OSError: what source or shelf raised; nothing refers to what was written before then.
    """
    if not 0 < segment_bytes <= SEGMENT_BYTES:
        raise ValueError("A segment has at most 16 MiB.")
    meter = _Meter(source, pad_to)
    segments: list[str] = []
    while not segments or meter.has_more():
        meter.left = segment_bytes
        with shelf.draft() as draft:
            Box.seal_stream(meter, draft, *recipients)
            segments.append(draft.keep())
    facts = Descriptor(
        name=said.name,
        size=meter.size,
        padded=meter.padded,
        sha256=meter.digest.hexdigest(),
        media_type=said.media_type,
        segments=tuple(segments),
        salt=new_salt(),
        checks=said.checks,
    )
    return _described(facts, recipients, shelf), facts


class FileSealer:
    """Seals a file that is handed over piece by piece, as a form sends it; one segment at a time is in memory.

    :param recipients: as for ``seal_file``.
    """

    def __init__(self, said: Said, *recipients: str, shelf: Shelf, segment_bytes: int = FORM_SEGMENT_BYTES) -> None:
        self.said, self.recipients, self.shelf, self.segment_bytes = said, recipients, shelf, segment_bytes
        self._digest = hashlib.sha256()
        self._size = 0
        self._held = bytearray()
        self._segments: list[str] = []

    def write(self, content: bytes) -> None:
        """Take the next bytes.

        :raises OSError: what the shelf raised.
        """
        self._digest.update(content)
        self._size += len(content)
        self._held += content
        while len(self._held) >= self.segment_bytes:
            self._keep(bytes(self._held[: self.segment_bytes]))
            del self._held[: self.segment_bytes]

    def finish(self) -> tuple[SealedFile, Descriptor]:
        """Seal the rest and the descriptor; see ``seal_file`` for what is given."""
        if self._held or not self._segments:
            self._keep(bytes(self._held))
        facts = Descriptor(
            name=self.said.name,
            size=self._size,
            padded=self._size,
            sha256=self._digest.hexdigest(),
            media_type=self.said.media_type,
            segments=tuple(self._segments),
            salt=new_salt(),
            checks=self.said.checks,
        )
        return _described(facts, self.recipients, self.shelf), facts

    def _keep(self, content: bytes) -> None:
        with self.shelf.draft() as draft:
            draft.write(Box.seal(content, *self.recipients))
            self._segments.append(draft.keep())


def _described(facts: Descriptor, recipients: tuple[str, ...], shelf: Shelf) -> SealedFile:
    """Seal and keep a descriptor, and give what is known of the file in clear."""
    with shelf.draft() as draft:
        draft.write(seal_descriptor(facts, *recipients))
        digest = draft.keep()
    return SealedFile(digest, facts.segments, mib(facts.padded), facts.commitment)


def open_file(sealed: SealedFile, identity: str, *, shelf: Shelf, target: Target) -> Descriptor:
    """Open a file: descriptor first, then its segments in order.

    What the target got counts only when this returns: else throw it away.

    :param sealed: as the submission record names it.
    :raises Fault: naming what is missing, changed, swapped or not as it was committed.
    """
    facts = _descriptor(sealed, identity, shelf)
    gauge = _Gauge(target, facts.size)
    for digest in facts.segments:
        with reading(shelf, digest, "segment") as source:
            hashed = _Hashed(source)
            Box.open_stream(hashed, gauge, identity, where=digest)
            hashed.expect(digest, "segment")
    if gauge.is_padding_dirty or gauge.count != facts.padded:
        raise Fault("file", "malformed", sealed.descriptor)
    if gauge.digest.hexdigest() != facts.sha256:
        raise Fault("file", "changed", sealed.descriptor)
    return facts


def mib(size: int) -> int:
    """Round bytes up to MiB."""
    return -(-size // MIB)


def _descriptor(sealed: SealedFile, identity: str, shelf: Shelf) -> Descriptor:
    """Open the descriptor and hold it against what the record says of it."""
    with reading(shelf, sealed.descriptor, "descriptor") as source:
        hashed = _Hashed(source)
        content = b"".join(iter(lambda: hashed.read(AT_ONCE), b""))
        hashed.expect(sealed.descriptor, "descriptor")
    facts = open_descriptor(content, identity, where=sealed.descriptor)
    for name, is_same in (
        ("segments", facts.segments == sealed.segments),
        ("commitment", facts.commitment == sealed.commitment),
        ("mib", mib(facts.padded) == sealed.mib),
    ):
        if not is_same:
            raise Fault("record", "swapped", name)
    return facts


@contextmanager
def reading(shelf: Shelf, digest: str, what: str) -> Iterator[Source]:
    """Give what is kept under a digest.

    :raises Fault: when nothing is.
    """
    with ExitStack() as held:
        try:
            source = held.enter_context(shelf.read(digest))
        except KeyError:
            raise Fault(what, "missing", digest) from None
        yield source


class _Meter:
    """Gives a source piece by piece, with its padding, and measures it on the way."""

    def __init__(self, source: Source, pad_to: int) -> None:
        self.source, self.pad_to = source, pad_to
        self.digest = hashlib.sha256()
        self.size = self.padded = self.left = 0
        self.zeros: int | None = None
        self.ahead = b""

    def has_more(self) -> bool:
        """Say whether anything is left for another segment."""
        self.ahead = self.ahead or self._next()
        return bool(self.ahead)

    def read(self, size: int) -> bytes:
        """Give up to ``size`` bytes of the current segment; nothing at its end."""
        if not self.has_more():
            return b""
        found = self.ahead[: min(size, self.left)]
        self.ahead = self.ahead[len(found) :]
        self.left -= len(found)
        self.padded += len(found)
        return found

    def _next(self) -> bytes:
        if self.zeros is None:
            if found := self.source.read(AT_ONCE):
                self.size += len(found)
                self.digest.update(found)
                return found
            self.zeros = -max(self.size, 1) % self.pad_to + (1 if self.size == 0 and self.pad_to > 1 else 0)
        found = bytes(min(self.zeros, AT_ONCE))
        self.zeros -= len(found)
        return found


class _Gauge:
    """Takes opened bytes: passes on those of the file, and looks whether the padding is zeros."""

    def __init__(self, target: Target, size: int) -> None:
        self.target, self.size = target, size
        self.digest = hashlib.sha256()
        self.count = 0
        self.is_padding_dirty = False

    def write(self, content: bytes) -> None:
        here = content[: max(0, self.size - self.count)]
        if here:
            self.digest.update(here)
            self.target.write(here)
        if any(content[len(here) :]):
            self.is_padding_dirty = True
        self.count += len(content)


class _Hashed:
    """Gives a source and hashes it on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        found = self.source.read(size)
        self.digest.update(found)
        return found

    def expect(self, digest: str, what: str) -> None:
        """Read to the end and compare.

        :raises Fault: when it is another.
        """
        while self.read(AT_ONCE):
            pass
        if self.digest.hexdigest() != digest:
            raise Fault(what, "swapped", digest)

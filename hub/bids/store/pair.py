"""Two stores as one: what is kept is safe on the first, and on the second unless that is down; then it follows."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from hub.bids.store.shelf import AT_ONCE, CannotStore, Draft, Source, Store

log = logging.getLogger("hub.bids.store")
# So long is a second store left alone that did not answer: else every part of every bidder would wait for it.
REST_SECONDS = 60.0


class Pair:
    """A first store, which must work, and a second one, whose absence stops nobody.

    :param second: None where there is none; ``copies`` tells it.
    :param clock: seconds that only go forward.
    """

    def __init__(self, first: Store, second: Store | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.first, self.second, self.clock = first, second, clock
        self._rests_until = float("-inf")

    @contextmanager
    def draft(self) -> Iterator[PairDraft]:
        """Begin a part on both; see ``shelf.Store``."""
        with ExitStack() as held:
            draft = PairDraft(held.enter_context(self.first.draft()), self.lost)
            if second := self.awake():
                try:
                    draft.second = held.enter_context(second.draft())
                except OSError as fault:
                    self.lost(fault)
            yield draft

    @contextmanager
    def read(self, digest: str) -> Iterator[Source]:
        """Give a part from the first store that has it; see ``shelf.Store``."""
        second = self.second
        is_lent = second is not None and not self.first.has(digest) and second.has(digest)
        with (second if second is not None and is_lent else self.first).read(digest) as source:
            yield source

    def has(self, digest: str) -> bool:
        """Say whether a part is on the first store."""
        return self.first.has(digest)

    def digests(self) -> Iterator[str]:
        """Give the digests of all parts on the first store."""
        return self.first.digests()

    def note(self, name: str, content: bytes) -> None:
        """Write a note on both; see ``shelf.Store``."""
        self.first.note(name, content)
        if second := self.awake():
            try:
                second.note(name, content)
            except OSError as fault:
                self.lost(fault)

    def read_note(self, name: str) -> bytes:
        """Give a note."""
        return self.first.read_note(name)

    def notes(self) -> Iterator[str]:
        """Give the names of all notes on the first store."""
        return self.first.notes()

    def fault(self) -> str:
        """Say why nothing can be taken; the second store's faults stop nobody."""
        return self.first.fault()

    def copies(self, digests: Iterable[str]) -> int:
        """Say on how many stores all of these parts are: what a receipt tells.

        :raises KeyError: with the digest of one that is not on the first store: then there is nothing to acknowledge.
        """
        wanted = list(digests)
        for digest in wanted:
            if not self.first.has(digest):
                raise KeyError(digest)
        second = self.awake()
        try:
            return 2 if second is not None and all(map(second.has, wanted)) else 1
        except OSError as fault:
            self.lost(fault)
            return 1

    def awake(self) -> Store | None:
        """Give the second store unless it is left alone at the moment."""
        return self.second if self.clock() >= self._rests_until else None

    def lost(self, fault: OSError) -> None:
        """Leave the second store alone for a while."""
        self._rests_until = self.clock() + REST_SECONDS
        log.error("the second store is left alone for %d seconds: %s", REST_SECONDS, fault)

    def catch_up(self) -> int:
        """Copy to the second store what it lacks, and give how many parts and notes that were.

        :raises CannotStore: when it is still down, or a part of the first store is not what its name says.
        """
        if self.second is None:
            return 0
        copied = 0
        theirs = set(self.second.digests())
        for digest in self.first.digests():
            if digest not in theirs:
                copy(self.first, self.second, digest)
                copied += 1
        written = set(self.second.notes())
        for name in self.first.notes():
            if name not in written:
                self.second.note(name, self.first.read_note(name))
                copied += 1
        return copied


class PairDraft:
    """A part being written to both stores."""

    def __init__(self, first: Draft, lost: Callable[[OSError], None]) -> None:
        self.first, self.lost = first, lost
        self.second: Draft | None = None

    def write(self, content: bytes) -> None:
        """Take all of the bytes on the first store, and on the second as long as that goes well."""
        self.first.write(content)
        if self.second is not None:
            try:
                self.second.write(content)
            except OSError as fault:
                self.second = None
                self.lost(fault)

    def keep(self) -> str:
        """Make it a part of both stores; see ``shelf.Draft``. The second comes first: it can still be lost then."""
        if self.second is not None:
            try:
                self.second.keep()
            except OSError as fault:
                self.second = None
                self.lost(fault)
        return self.first.keep()


def copy(source: Store, target: Store, digest: str) -> None:
    """Copy one part, checking it on the way.

    :raises KeyError: when the source has none.
    :raises CannotStore: when it is not what its name says, or cannot be taken.
    """
    found = hashlib.sha256()
    reading: AbstractContextManager[Source] = source.read(digest)
    with reading as file, target.draft() as draft:
        while content := file.read(AT_ONCE):
            found.update(content)
            draft.write(content)
        if found.hexdigest() != digest:
            raise CannotStore(f"The part {digest} was changed in the store; it was not copied.")
        draft.keep()

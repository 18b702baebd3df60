"""A store in memory, and the openers and bids that the tests of the sealing share."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from hub.bids.rules.rosters import any_of
from hub.bids.sealing.box import Box, KeyPair
from hub.bids.sealing.mailboxes import Mailbox, open_wrap
from hub.bids.sealing.rosters import Opener, Roster


class MemoryDraft(io.BytesIO):
    def __init__(self, kept: dict[str, bytes]) -> None:
        super().__init__()
        self.kept = kept

    def keep(self) -> str:
        digest = hashlib.sha256(self.getvalue()).hexdigest()
        self.kept[digest] = self.getvalue()
        return digest


class MemoryShelf:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    @contextmanager
    def draft(self) -> Iterator[MemoryDraft]:
        yield MemoryDraft(self.kept)

    @contextmanager
    def read(self, digest: str) -> Iterator[io.BytesIO]:
        yield io.BytesIO(self.kept[digest])


@cache
def keys() -> dict[str, KeyPair]:
    """Give nine openers' keys, the same for all tests of a run."""
    return {f"o{number}": Box.new_key() for number in range(1, 10)}


def a_roster(needed: int = 2, of: int = 5, **facts: object) -> Roster:
    openers = tuple(Opener(one, keys()[one].recipient) for one in list(keys())[:of])
    told = {"tender": "T-2026-0001", "envelope": "QUALITY", "allowed": any_of(needed, [one.id for one in openers])}
    return Roster(openers=openers, **{**told, **facts})


def shares_of(mailbox: Mailbox, roster: Roster, *openers: str) -> dict[str, bytes]:
    return {one: open_wrap(mailbox, roster, one, keys()[one].identity) for one in openers}


def flips(content: bytes) -> Iterator[bytes]:
    """Give the content with each of its bytes changed, then cut off at each length, then made longer."""
    for place in range(len(content)):
        yield content[:place] + bytes([content[place] ^ (1 << place % 8)]) + content[place + 1 :]
    for length in range(len(content)):
        yield content[:length]
    yield content + b"\0"
    yield content + content

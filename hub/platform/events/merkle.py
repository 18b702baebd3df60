"""The Merkle tree of RFC 6962 over event digests, kept as a frontier so that a million leaves need no memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

EMPTY = hashlib.sha256(b"").hexdigest()


def leaf(content: bytes) -> bytes:
    """Give the hash of one leaf."""
    return hashlib.sha256(b"\x00" + content).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Give the hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the complete subtrees to the left of the next leaf, largest first."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    @classmethod
    def resume(cls, size: int, peaks: Iterable[Sequence[Any]]) -> Frontier:
        """Go on from the peaks of another frontier, each as height and hash in hexadecimal."""
        made = cls()
        made.size = size
        made._peaks = [(int(height), bytes.fromhex(hashed)) for height, hashed in peaks]
        return made

    @property
    def peaks(self) -> list[tuple[int, bytes]]:
        """Give height and hash of the complete subtrees, largest first."""
        return list(self._peaks)

    def add(self, content: bytes) -> None:
        """Append one leaf."""
        height, hashed = 0, leaf(content)
        while self._peaks and self._peaks[-1][0] == height:
            hashed = node(self._peaks.pop()[1], hashed)
            height += 1
        self._peaks.append((height, hashed))
        self.size += 1

    def root(self) -> str:
        """Give the tree's root in hexadecimal."""
        if not self._peaks:
            return EMPTY
        hashed = self._peaks[-1][1]
        for _, left in reversed(self._peaks[:-1]):
            hashed = node(left, hashed)
        return hashed.hex()


def root_of(contents: Iterable[bytes]) -> str:
    """Give the root over all contents."""
    frontier = Frontier()
    for content in contents:
        frontier.add(content)
    return frontier.root()

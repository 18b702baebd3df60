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


class Tree:
    """A whole tree in memory, from the hashes of its leaves: for inclusion proofs.

    :param hashes: of the leaves, in order; at least one.
    """

    def __init__(self, hashes: Sequence[bytes]) -> None:
        if not hashes:
            raise ValueError("A tree has at least one leaf.")
        self.levels = [list(hashes)]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            pairs = [node(*below[place : place + 2]) for place in range(0, len(below) - 1, 2)]
            # The last of an odd number moves up as it is.
            self.levels.append(pairs + below[len(pairs) * 2 :])

    def root(self) -> str:
        """Give the root in hexadecimal."""
        return self.levels[-1][0].hex()

    def path(self, index: int) -> list[bytes]:
        """Give the audit path of a leaf (RFC 9162, 2.1.3.1), from the bottom up.

        :raises IndexError: when there is no such leaf.
        """
        if not 0 <= index < len(self.levels[0]):
            raise IndexError("There is no such leaf.")
        found = []
        for level in self.levels[:-1]:
            if index ^ 1 < len(level):
                found.append(level[index ^ 1])
            index //= 2
        return found


def root_by_path(hashed: bytes, index: int, size: int, path: Iterable[bytes]) -> str:
    """Give the root that a leaf's audit path leads to (RFC 9162, 2.1.3.2), in hexadecimal; empty if it leads nowhere.

    :param hashed: the leaf's hash.
    :param size: number of leaves.
    """
    if not 0 <= index < size:
        return ""
    last = size - 1
    for beside in path:
        if last == 0:
            return ""
        if index & 1 or index == last:
            hashed = node(beside, hashed)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            hashed = node(hashed, beside)
        index, last = index >> 1, last >> 1
    return hashed.hex() if last == 0 else ""


def root_of(contents: Iterable[bytes]) -> str:
    """Give the root over all contents."""
    frontier = Frontier()
    for content in contents:
        frontier.add(content)
    return frontier.root()

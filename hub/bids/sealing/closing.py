"""The closing tree: the receipts of all bids that count, mixed with random leaves so that nobody sees how many."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hub.bids.sealing.faults import Fault
from hub.platform.events.merkle import Tree, leaf
from hub.platform.events.receipts import LEAVES, SUBMISSION, NotAReceipt, read


@dataclass(frozen=True)
class ClosingTree:
    """The hashes of the leaves, in hexadecimal and in order; stored as they are, for the padding is random."""

    leaves: tuple[str, ...]

    @property
    def size(self) -> int:
        """Give the number of leaves."""
        return len(self.leaves)

    @property
    def root(self) -> str:
        """Give the root in hexadecimal."""
        return self._tree().root()

    def proofs(self, receipts: Sequence[str]) -> list[dict[str, Any]]:
        """Give for each receipt that its leaf is in the tree: ``index``, ``size`` and ``path``.

        :raises Fault: when one is not.
        """
        tree, places = self._tree(), {hashed: place for place, hashed in enumerate(self.leaves)}
        found = []
        for text in receipts:
            place = places.get(leaf(text.encode()).hex())
            if place is None:
                raise Fault("record", "missing", "closing tree")
            path = [hashed.hex() for hashed in tree.path(place)]
            found.append({"index": place, "size": self.size, "path": path})
        return found

    def _tree(self) -> Tree:
        return Tree([bytes.fromhex(hashed) for hashed in self.leaves])


def close(receipts: Iterable[str]) -> ClosingTree:
    """Make the tree over the receipts of the bids that count, one for each bid.

    Leaves are ordered by ``bid_ref``; random ones fill up to a multiple of 16. They get random places among the others:
    at the end they would tell by the index of the last bid how many there are.

    :raises Fault: when a text is no receipt of a submission, or a bid comes twice.
    """
    leaves: dict[str, bytes] = {}
    for text in receipts:
        try:
            told = read(text)
        except NotAReceipt:
            raise Fault("record", "malformed", "receipt") from None
        if told["kind"] != SUBMISSION:
            raise Fault("record", "foreign", "receipt")
        if told["bid_ref"] in leaves:
            raise Fault("record", "swapped", told["bid_ref"])
        leaves[told["bid_ref"]] = text.encode()
    while not leaves or len(leaves) % LEAVES:
        leaves[secrets.token_hex(16)] = secrets.token_bytes(32)
    return ClosingTree(tuple(leaf(leaves[ref]).hex() for ref in sorted(leaves)))

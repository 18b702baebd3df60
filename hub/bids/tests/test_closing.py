"""The closing tree: every bid can be proved to be in it, and nobody sees how many there are."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from hub.bids.sealing.closing import ClosingTree, close
from hub.bids.sealing.faults import Fault
from hub.bids.sealing.receipts import Closing, Submission
from hub.bids.tests.vectors.make_receipts import AT, KEY_ID
from hub.platform.events.merkle import leaf, root_by_path, root_of
from hub.platform.events.receipts import NotAReceipt, read

pytestmark = pytest.mark.once

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors" / "receipts.json").read_text(encoding="utf-8"))


def a_receipt(number: int, **facts: Any) -> str:
    told = {
        "authority": "A", "tender": "T", "lots": (), "bid_ref": hashlib.sha256(bytes([number])).hexdigest()[:32],
        "version": 1, "stamp": AT, "files_count": 0, "record_digest": "0" * 64, "roster_digests": ("1" * 64,),
        "copies": 1, "event_number": 1, "key_id": KEY_ID, **facts,
    }  # fmt: skip
    return Submission(**told).text()


@pytest.mark.parametrize("count", [0, 1, 7, 15, 16, 17, 33, 100])
def test_every_bid_is_proved_and_the_size_tells_little(count: int) -> None:
    texts = [a_receipt(number) for number in range(count)]
    tree = close(texts)
    assert tree.size == max(16, -(-count // 16) * 16)
    for text, proof in zip(texts, tree.proofs(texts), strict=True):
        path = [bytes.fromhex(one) for one in proof["path"]]
        assert root_by_path(leaf(text.encode()), proof["index"], proof["size"], path) == tree.root


def test_bids_stand_in_the_order_of_their_names_with_random_leaves_between() -> None:
    texts = [a_receipt(number) for number in range(20)]
    tree, again = close(texts), close(texts[::-1])
    hashes = [leaf(text.encode()).hex() for text in sorted(texts, key=lambda text: read(text)["bid_ref"])]
    for one in (tree, again):
        assert [hashed for hashed in one.leaves if hashed in hashes] == hashes
    assert len(set(tree.leaves) & set(again.leaves)) == 20, "the padding is random"
    # That all twelve leaves of padding come last has a chance of one in 225 million.
    assert set(tree.leaves[:20]) != set(hashes)


def test_a_receipt_that_does_not_count_is_not_in_it() -> None:
    tree = close([a_receipt(1)])
    with pytest.raises(Fault, match="closing tree"):
        tree.proofs([a_receipt(1, version=2)])


def test_a_bid_comes_once_and_only_as_a_submission() -> None:
    with pytest.raises(Fault):
        close([a_receipt(1), a_receipt(1, version=2)])
    closing = Closing("A", "T", AT, 16, "0" * 64, KEY_ID).text()
    for text in (closing, "{}", "", "x"):
        with pytest.raises(Fault):
            close([text])


def test_the_vectors_lead_to_their_root() -> None:
    told = VECTORS["closing"]
    tree = ClosingTree(tuple(told["leaves"]))
    assert tree.root == told["root"] and tree.size == 32
    assert tree.proofs(told["receipts"]) == told["proofs"]


@pytest.mark.parametrize(
    "facts",
    [
        {"version": 0}, {"bid_ref": "x"}, {"tender": ""}, {"tender": "a\nb"}, {"lots": ("",)}, {"roster_digests": ()},
        {"record_digest": "0"}, {"copies": 0}, {"event_number": 0}, {"files_count": -1}, {"key_id": "0" * 64},
        {"authority": 5},
    ],
)  # fmt: skip
def test_a_receipt_that_cannot_be_is_not_written(facts: dict[str, Any]) -> None:
    with pytest.raises(NotAReceipt):
        a_receipt(1, **facts)


def test_a_closing_root_of_any_other_size_is_not_written() -> None:
    for size in (0, 1, 15, 17, -16):
        with pytest.raises(NotAReceipt, match="size"):
            Closing("A", "T", AT, size, "0" * 64, KEY_ID).text()


def test_a_tree_has_the_root_of_the_log_over_the_same_leaves() -> None:
    contents = [bytes([number]) for number in range(16)]
    assert ClosingTree(tuple(leaf(one).hex() for one in contents)).root == root_of(contents)

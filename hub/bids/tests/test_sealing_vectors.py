"""The committed test vectors of suite 1: whoever changes the scheme by accident learns it here."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from hub.bids.sealing import mailboxes
from hub.bids.sealing.box import Box
from hub.bids.sealing.descriptors import commitment
from hub.bids.sealing.faults import NotEnough
from hub.bids.sealing.files import SealedFile, open_file
from hub.bids.sealing.keys import fingerprint
from hub.bids.sealing.mailboxes import Mailbox, open_wrap, read_mailbox, unlock
from hub.bids.sealing.records import read_record
from hub.bids.sealing.rosters import Roster, read_roster
from hub.bids.tests.shelves import MemoryShelf
from hub.platform.canon import NotCanonical, read_strict, strict

pytestmark = pytest.mark.once

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors" / "sealing.json").read_text(encoding="utf-8"))
BOX = VECTORS["mailbox"]


def roster() -> Roster:
    return read_roster(VECTORS["roster"]["text"].encode())


def mailbox() -> Mailbox:
    return read_mailbox(BOX["text"].encode())


@pytest.mark.parametrize("one", VECTORS["canon"]["same"], ids=lambda one: one["text"][:20])
def test_one_value_has_one_text(one: dict[str, Any]) -> None:
    assert strict(one["value"]).decode() == one["text"]
    assert strict(read_strict(one["text"].encode())).decode() == one["text"]


@pytest.mark.parametrize("text", VECTORS["canon"]["refused"])
def test_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(NotCanonical):
        read_strict(text.encode())


def test_openers_and_roster() -> None:
    for one in VECTORS["openers"]:
        assert Box.recipient_of(one["identity"]) == one["recipient"]
        assert fingerprint(one["recipient"]) == one["fingerprint"]
    assert roster().digest == VECTORS["roster"]["digest"]


def test_context_keys_and_locks_are_the_same_to_the_byte() -> None:
    found, shares = mailbox(), {name: bytes.fromhex(share) for name, share in BOX["shares"].items()}
    ctx = mailboxes.context(roster(), BOX["bid_ref"], found.recipient)
    assert (ctx.hex(), found.digest) == (BOX["ctx"], BOX["digest"])
    for together in roster().allowed:
        assert mailboxes.lock_key(ctx, together, shares).hex() == BOX["lock_keys"][",".join(together)]
    key = mailboxes.KeyPair(found.recipient, BOX["identity"])
    assert mailboxes.assemble(roster(), BOX["bid_ref"], key=key, shares=shares).locks == found.locks


def test_any_two_openers_open_and_one_does_not() -> None:
    shares = {
        one["id"]: open_wrap(mailbox(), roster(), one["id"], one["identity"]) for one in VECTORS["openers"]
    }  # fmt: skip
    assert {name: share.hex() for name, share in shares.items()} == BOX["shares"]
    for together in combinations(shares, 2):
        assert unlock(mailbox(), roster(), {one: shares[one] for one in together}) == BOX["identity"]
    for one in shares:
        with pytest.raises(NotEnough):
            unlock(mailbox(), roster(), {one: shares[one]})


def test_the_file_comes_out_of_what_was_stored() -> None:
    told, shelf, target = VECTORS["file"], MemoryShelf(), io.BytesIO()
    shelf.kept = {digest: base64.b64decode(kept) for digest, kept in told["stored"].items()}
    assert all(hashlib.sha256(kept).hexdigest() == digest for digest, kept in shelf.kept.items())
    file = SealedFile(told["descriptor"], tuple(told["segments"]), told["mib"], told["commitment"])
    facts = open_file(file, BOX["identity"], shelf=shelf, target=target)
    assert target.getvalue() == base64.b64decode(told["content"])
    assert facts.text().decode().rstrip(" ") == told["facts"]
    assert len(told["segments"]) == 4 and facts.padded == 1024


def test_commitments_and_record() -> None:
    for one in VECTORS["commitments"]:
        assert commitment(one["salt"], one["sha256"], one["size"]) == one["commitment"]
    record = read_record(VECTORS["record"]["text"].encode())
    assert record.digest == VECTORS["record"]["digest"]
    assert record.envelopes[0].mailbox == mailbox().digest and record.entries[0].file.mib == 1

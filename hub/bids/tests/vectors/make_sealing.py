"""Write sealing.json, the test vectors that every implementation of suite 1 shares.

`python -m hub.bids.tests.vectors.make_sealing`. The file is made once: its keys are fixed by being committed, and what
age encrypts differs from run to run. Whoever changes the scheme makes a new suite, not new vectors of this one.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
from pathlib import Path
from typing import Any

from hub.bids.rules.rosters import any_of
from hub.bids.sealing import mailboxes
from hub.bids.sealing.box import Box
from hub.bids.sealing.descriptors import Descriptor, commitment
from hub.bids.sealing.files import Said, SealedFile, seal_file
from hub.bids.sealing.keys import fingerprint
from hub.bids.sealing.records import Entry, Envelope, Record
from hub.bids.sealing.rosters import Opener, Roster
from hub.bids.tests.shelves import MemoryShelf
from hub.platform.canon import LARGEST, strict

PLACE = Path(__file__).with_name("sealing.json")
BID_REF = "00112233445566778899aabbccddeeff"
SAME: list[Any] = [
    "", "plain", 'quote " backslash \\ slash /', "tab\tline\nreturn\rbell\b\f", "\x00\x1f\x7f", "£5 – ü",
    "\u2028\u2029", "Cafe\u0301", "\u1112\u1161\u11ab", "\U0001f512", 0, -1, LARGEST, -LARGEST, [], {}, [1, "a", [{}]],
    {"b": 1, "a": 2, "A": 3, "_": 4, "a1": 5, "aa": 6},
]  # fmt: skip
REFUSED = [
    "1.0", "1e3", "true", "null", "NaN", str(LARGEST + 1), '{"b":1,"a":2}', '{"a":1,"a":1}', '{"a": 1}', "[1,2,]",
    '"Cafe\\u0301"', '"Cafe\u0301"', '"\\u0041"', '"\\/"', '{"ü":1}', '"\\ud800"', "[1]\n", "\ufeff[1]", "01", "-0",
    "[" * 18 + "]" * 18, "",
]  # fmt: skip


def main() -> None:
    """Make everything and write it."""
    keys = [(f"opener-{number}", Box.new_key()) for number in range(1, 6)]
    openers = tuple(Opener(name, key.recipient) for name, key in keys)
    roster = Roster("T-2026-0001", "QUALITY", openers, any_of(2, [one.id for one in openers]))
    key = Box.new_key()
    shares = {name: hashlib.sha256(name.encode()).digest() for name, _ in keys}
    mailbox = mailboxes.assemble(roster, BID_REF, key=key, shares=shares)
    ctx = mailboxes.context(roster, BID_REF, key.recipient)
    shelf, content = MemoryShelf(), b"The answers, word for word. " * 20
    file, facts = seal_file(
        io.BytesIO(content),
        Said("M\u00e9thode \U0001f512.pdf", "application/pdf", {"type": "pdf"}),
        key.recipient,
        shelf=shelf,
        segment_bytes=256,
        pad_to=1024,
    )
    envelope = Envelope("QUALITY", roster.digest, mailbox.digest)
    record = Record(roster.tender, BID_REF, 1, (envelope,), (Entry("1", "QUALITY", file),))
    made = {
        "suite": 1,
        "canon": {"same": [{"value": one, "text": strict(one).decode()} for one in SAME], "refused": REFUSED},
        "openers": [
            {
                "id": name,
                "identity": one.identity,
                "recipient": one.recipient,
                "fingerprint": fingerprint(one.recipient),
            }
            for name, one in keys
        ],
        "roster": {"text": roster.text().decode(), "digest": roster.digest},
        "mailbox": {
            "bid_ref": BID_REF,
            "identity": key.identity,
            "shares": {name: share.hex() for name, share in shares.items()},
            "ctx": ctx.hex(),
            "lock_keys": {",".join(one): mailboxes.lock_key(ctx, one, shares).hex() for one in roster.allowed},
            "text": mailbox.text().decode(),
            "digest": mailbox.digest,
        },
        "commitments": commitments(),
        "file": file_told(content, file, facts, shelf),
        "record": {"text": record.text().decode(), "digest": record.digest},
    }
    PLACE.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def commitments() -> list[dict[str, Any]]:
    """Give some commitments with all that goes into them."""
    told = [
        ("00" * 32, "11" * 32, 0),
        ("ab" * 32, hashlib.sha256(b"price").hexdigest(), 5),
        ("ff" * 32, "cd" * 32, LARGEST),
    ]
    return [{"salt": a, "sha256": b, "size": c, "commitment": commitment(a, b, c)} for a, b, c in told]


def file_told(content: bytes, file: SealedFile, facts: Descriptor, shelf: MemoryShelf) -> dict[str, Any]:
    """Give a sealed file with everything that was stored of it."""
    return {
        "content": base64.b64encode(content).decode(),
        "facts": facts.text().decode().rstrip(" "),
        "commitment": file.commitment,
        "mib": file.mib,
        "descriptor": file.descriptor,
        "segments": list(file.segments),
        "stored": {digest: base64.b64encode(kept).decode() for digest, kept in shelf.kept.items()},
    }


if __name__ == "__main__":
    main()

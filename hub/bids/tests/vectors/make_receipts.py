"""Write receipts.json: receipts and a closing root under a fixed key, for every verifier.

`python -m hub.bids.tests.vectors.make_receipts`. Made once, like sealing.json.
"""

from __future__ import annotations

import base64
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.bids.sealing.box import Box
from hub.bids.sealing.closing import close
from hub.bids.sealing.files import Said, seal_file
from hub.bids.sealing.receipts import Closing, FileReceived, Submission, closing_file, receipt_file
from hub.bids.sealing.records import Entry, Envelope, Record
from hub.bids.tests.shelves import MemoryShelf
from hub.platform import canon
from hub.platform.events.keyring import key_id, public_text
from hub.platform.events.merkle import Tree, leaf
from hub.platform.events.texts import checkpoint_text

PLACE = Path(__file__).with_name("receipts.json")
SEED = bytes(range(32))
AT = datetime(2026, 11, 23, 11, 59, 59, 123456, tzinfo=UTC)
AUTHORITY, TENDER, LOTS = "Exampleshire Council", "T-2026-0001", ("1", "2")
FILES = {
    "Method statement.pdf": b"%PDF-1.7 how we would do it",
    "Prix \u20ac.json": b'{"price":"12345.67"}',
    "empty.txt": b"",
}
KEY = Ed25519PrivateKey.from_private_bytes(SEED)
PUBLIC = public_text(KEY)
KEY_ID = key_id(PUBLIC)


def signed(text: str) -> tuple[str, str, str]:
    """Give text, signature and public key."""
    return text, base64.b64encode(KEY.sign(text.encode())).decode(), PUBLIC


def submission(bid_ref: str, record: Record) -> str:
    """Give the text of a receipt."""
    return Submission(
        authority=AUTHORITY,
        tender=TENDER,
        lots=LOTS,
        bid_ref=bid_ref,
        version=record.version,
        stamp=AT,
        files_count=len(record.entries),
        record_digest=record.digest,
        roster_digests=("a" * 64, "b" * 64),
        copies=2,
        event_number=4711,
        key_id=KEY_ID,
    ).text()


def log_of(root: str) -> dict[str, Any]:
    """Give that a closing root stands in an event log of eleven events, as the seventh."""
    detail = canon.dumps({"root": root, "size": 32})
    body = canon.dumps({"number": 7, "authority": 1, "verb": "bids.close", "actor": None, "detail": detail})
    before = "c" * 64
    event = canon.digest(json.loads(body), domain=f"hub/event/v1:{before}:")
    digests = [bytes([number]) * 32 if number != 6 else bytes.fromhex(event) for number in range(11)]
    tree = Tree([leaf(one) for one in digests])
    text, signature, public = signed(checkpoint_text(11, tree.root(), AT))
    proof = {"index": 6, "size": 11, "path": [one.hex() for one in tree.path(6)]}
    log = {"body": body, "prev_digest": before, "proof": proof}
    return {**log, "checkpoint": text, "signature": signature, "public_key": public}


def main() -> None:
    """Make everything and write it."""
    mailbox, shelf = Box.new_key().recipient, MemoryShelf()
    sealed = [seal_file(io.BytesIO(FILES[name]), Said(name), mailbox, shelf=shelf) for name in FILES]
    refs = [f"{number:02x}" * 16 for number in range(0, 255, 15)]
    entries = tuple(Entry("1", "QUALITY", file) for file, _ in sealed)
    records = [Record(TENDER, ref, 1, (Envelope("QUALITY", "a" * 64, "d" * 64),), entries) for ref in refs]
    texts = [submission(ref, record) for ref, record in zip(refs, records, strict=True)]
    tree = close(texts)
    root = signed(Closing(AUTHORITY, TENDER, AT, tree.size, tree.root, KEY_ID).text())
    file, facts = sealed[0]
    one_file = FileReceived(
        authority=AUTHORITY,
        tender=TENDER,
        lot="1",
        envelope="QUALITY",
        bid_ref=refs[3],
        descriptor=file.descriptor,
        commitment=file.commitment,
        mib=file.mib,
        stamp=AT,
        copies=1,
        key_id=KEY_ID,
    )
    proofs = tree.proofs(texts)
    made = {
        "key": {"seed": SEED.hex(), "public": PUBLIC, "id": KEY_ID},
        "files": {name: base64.b64encode(content).decode() for name, content in FILES.items()},
        "receipt_file": receipt_file(signed(texts[3]), record=records[3].text(), files=sealed),
        "file_receipt_file": receipt_file(signed(one_file.text()), files=[(file, facts)]),
        "closing_file": closing_file(root, proof=proofs[3], log=log_of(tree.root)),
        "closing": {
            "receipts": texts,
            "leaves": list(tree.leaves),
            "root": tree.root,
            "proofs": proofs,
        },
    }
    PLACE.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

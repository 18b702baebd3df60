"""Receipts: signed once a version is safe, the same again whenever it is asked for; and the file a bidder keeps."""

from __future__ import annotations

import json
import logging
from typing import Any

from hub.bids.models import Submission
from hub.bids.sealing import receipts as texts
from hub.bids.sealing.records import Record, read_record
from hub.bids.services import drafts
from hub.bids.services.places import store
from hub.platform.events import selectors as events
from hub.platform.events import signing
from hub.platform.events.receipts import submission_name

MOST_AT_ONCE = 1_000
log = logging.getLogger("hub.bids.receipts")


def signed_receipt(one: Submission) -> Submission:
    """Give a version with its signed receipt; where the signer cannot be reached it stands all the same, without one.

    Asked again, after a crash too, it gives what was signed first: no version ever has two receipts.
    """
    if one.receipt:
        return one
    try:
        made = signing.receipt_before(submission_name(one.bid.reference, one.number)) or _sign(one)
        one.receipt, one.signature, one.public_key = made.text, made.signature, made.public_key
        one.copies = json.loads(made.text)["copies"]
        store().note(f"receipt-{one.bid.reference}-{one.number}.json", _note(one).encode())
    except OSError as fault:
        log.error("a receipt waits for the signer or the store: %s", fault)
        one.receipt = one.signature = one.public_key = ""
        return one
    one.save(update_fields=["receipt", "signature", "public_key", "copies"])
    return one


def sign_waiting() -> int:
    """Sign what was submitted while the signer could not be reached; gives how many that were."""
    rows = Submission.objects.filter(receipt="").select_related("bid__tender__authority").order_by("pk")
    return sum(bool(signed_receipt(row).receipt) for row in rows[:MOST_AT_ONCE])


def _sign(one: Submission) -> signing.Signature:
    record = read_record(bytes(one.record))
    said = texts.Submission(
        authority=one.bid.tender.authority.name[:200],
        tender=one.bid.tender.reference,
        lots=tuple(sorted({entry.lot for entry in record.entries if entry.lot})),
        bid_ref=one.bid.reference,
        version=one.number,
        stamp=one.stamp,
        files_count=one.files_count,
        record_digest=one.record_digest,
        roster_digests=tuple(envelope.roster for envelope in record.envelopes),
        copies=store().copies(digests_of(record)),
        event_number=events.number_of("bid.submit", one.bid, one.number),
        key_id=signing.key_id(signing.public_key_text()),
    )
    return signing.sign_receipt(said.text())


def digests_of(record: Record) -> list[str]:
    """Give the digests of all parts that a record names."""
    return [digest for entry in record.entries for digest in (entry.file.descriptor, *entry.file.segments)]


def _note(one: Submission) -> str:
    """Give what the stores keep of a version beside its parts: enough to enter it again after a restore."""
    told = {
        "receipt": one.receipt, "signature": one.signature, "public_key": one.public_key,
        "record": bytes(one.record).decode(), "bid": one.bid.reference, "party": one.bid.party_id,
        "mailboxes": [bytes(box.text).decode() for box in one.bid.mailboxes.order_by("pk")],
    }  # fmt: skip
    return json.dumps(told, sort_keys=True)


def receipt_file(one: Submission, key: str = "") -> str:
    """Give the file that a bidder keeps: receipt and record, with names and salts where the browser holds their key."""
    held: dict[str, Any] = drafts.given_back(bytes(one.keepsake), key) if key else {}
    told = {
        "format": texts.RECEIPT_FILE, "receipt": one.receipt, "signature": one.signature,
        "public_key": one.public_key, "record": bytes(one.record).decode(), "files": held.get("files", []),
        "answers": held.get("answers", []),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

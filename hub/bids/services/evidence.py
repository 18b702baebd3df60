"""What proves a bidder's case without the Hub: the receipt of each file, and all about one bid in one signed ZIP."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hub.bids import selectors
from hub.bids.models import Bid, Item
from hub.bids.rules.timeliness import timeliness
from hub.bids.sealing import receipts as texts
from hub.bids.services.closing import closing_file
from hub.bids.services.places import store
from hub.bids.services.receipts import receipt_file
from hub.bids.terms import ItemState
from hub.platform.canon import instant
from hub.platform.events import selectors as events
from hub.platform.events import signing

FORMAT = "hub-evidence/1"
README = """Everything that the Hub knows of one bid, for whoever has to decide whether it was in time.

facts.json      what the deadline rule decides from. Anybody can ask it again: hub check timeliness --facts facts.json
finding.json    what it decided, and by which part of the rule
requests.json   every request about this bid with the stamp of the front door, taken or refused; no content
items.json      every sealed answer and file: when it was begun, when it was whole, its digests
messages.json   what we wrote to the bidder's people, and whether the mail server took it
events.json     the entries of the event log about this bid, each with its digest and the one before it
receipts/       the signed receipt of every version, and the proof for the closing root once that is published
manifest.json   the SHA-256 of every file here, signed with the Hub's key (manifest.sig, base64, Ed25519)

The rule itself stands on the public site, under "When a bid counts as in time".
"""


def file_receipt(item: Item) -> str | None:
    """Give the signed receipt of one answer or file that is whole; None for one that is not.

    :raises OSError: when the signer cannot be reached.
    """
    if item.status != ItemState.WHOLE or item.whole_at is None:
        return None
    bid = item.bid
    said = texts.FileReceived(
        authority=bid.tender.authority.name[:200],
        tender=bid.tender.reference,
        lot=str(item.question.lot.number) if item.question.lot is not None else "",
        envelope=item.mailbox.envelope,
        bid_ref=bid.reference,
        descriptor=item.descriptor,
        commitment=item.commitment,
        mib=item.mib,
        stamp=item.whole_at,
        copies=store().copies([item.descriptor, *item.segments]),
        key_id=signing.key_id(signing.public_key_text()),
    )
    signed = signing.sign_receipt(said.text())
    return texts.receipt_file((signed.text, signed.signature, signed.public_key))


def evidence(bid: Bid, *, at: datetime) -> bytes:
    """Give everything about a bid as one ZIP file, its list signed.

    :param at: when it is made; it stands in the list.
    :raises OSError: when the signer cannot be reached.
    """
    files = {name: content.encode() for name, content in _files(bid)}
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = json.dumps({"format": FORMAT, "made_at": instant(at), "files": sums}, indent=1, sort_keys=True)
    files["manifest.json"] = manifest.encode()
    files["manifest.sig"] = f"{signing.sign_statement(manifest)}\n{signing.public_key_text()}\n".encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), files[name])
    return target.getvalue()


def _files(bid: Bid) -> Iterator[tuple[str, str]]:
    facts = selectors.facts_of(bid)
    decided = timeliness(facts)
    yield "README.txt", README
    yield "facts.json", _json(dataclasses.asdict(facts))
    found = dataclasses.asdict(decided.result) if decided.result is not None else None
    yield "finding.json", _json({"result": found, "findings": [one.message for one in decided.findings]})
    yield "requests.json", _json([_request(row) for row in selectors.requests_of(bid)])
    yield "items.json", _json([_item(row) for row in selectors.every_item(bid)])
    yield "messages.json", _json([_message(row) for row in bid.messages.order_by("pk")])
    yield "events.json", _json(events.chain_of(bid))
    for one in selectors.submissions_of(bid):
        if one.receipt:
            yield f"receipts/version-{one.number}.json", receipt_file(one)
    last = selectors.last_submission(bid)
    if last is not None and last.receipt and selectors.counts(last) and (proof := closing_file(last)):
        yield "receipts/closing.json", proof


def _json(told: Any) -> str:
    return json.dumps(told, indent=1, ensure_ascii=False, default=str) + "\n"


def _request(row: Any) -> dict[str, Any]:
    return {
        "stamp": instant(row.stamp), "ended_at": instant(row.ended_at), "kind": row.kind, "item": row.item,
        "answer": row.status, "bytes": row.size, "is_whole": row.is_whole, "longest_pause_seconds": row.longest_pause,
        "clock_error_ms": row.clock_error, "submit_for_me": row.submit_for_me, "request_id": row.request_id,
    }  # fmt: skip


def _item(row: Item) -> dict[str, Any]:
    return {
        "name": row.name, "question": row.question.number, "is_file": row.is_file, "state": str(row.status),
        "sealed": str(row.made_by), "begun_at": instant(row.begun_at),
        "whole_at": instant(row.whole_at) if row.whole_at else None,
        "removed_at": instant(row.removed_at) if row.removed_at else None,
        "descriptor": row.descriptor, "segments": row.segments, "mib": row.mib, "commitment": row.commitment,
    }  # fmt: skip


def _message(row: Any) -> dict[str, Any]:
    return {"cause": row.cause, "to": row.email, "subject": row.subject, "sent_at": instant(row.sent_at),
            "fault": row.fault}  # fmt: skip

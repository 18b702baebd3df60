"""Submit a bid, for its bidder or at the due time for one who asked for that; sign its receipt; take it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.bids import acts, selectors
from hub.bids.models import Bid, Item, Submission
from hub.bids.rules.timeliness import timeliness
from hub.bids.sealing.files import SealedFile
from hub.bids.sealing.records import Entry, Envelope, Record
from hub.bids.services import drafts
from hub.bids.services.receipts import signed_receipt
from hub.bids.services.reminding import tell_submitted, tell_taken_back
from hub.bids.services.stamping import Stamp, noted
from hub.bids.terms import BidState, ItemState
from hub.law.findings import Finding
from hub.platform.act_guards import FirstCame, refuse
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import perform
from hub.platform.events.record import Digest
from hub.platform.identity.selectors import myself


@dataclass(frozen=True)
class Submitted:
    """What came of pressing Submit.

    :param key: for the bidder's browser alone: it opens the names and salts of the receipt file; empty where another
        press was first, or the Hub submitted.
    """

    submission: Submission
    key: str = ""


def submit(bid: Bid, *, number: int, accept_missing: bool = False, by: Actor, stamp: Stamp) -> Submitted:
    """Submit version ``number`` of a bid; pressed again, or asked again, it gives what came of it the first time.

    :param accept_missing: the bidder was told what is missing and submits all the same.
    :raises Refused: when it is too late by the stamp, holds nothing, or something is missing that nobody accepted.
    """
    if there := bid.submissions.filter(number=number).first():
        return Submitted(signed_receipt(there))
    with noted(bid, "submit", stamp):
        done = _submit(bid, _Press(number, accept_missing, stamp.at), by=by)
    signed = signed_receipt(done.submission)
    tell_submitted(bid, signed.number, at=stamp.at)
    return Submitted(signed, done.key)


@dataclass(frozen=True)
class _Press:
    number: int
    accept_missing: bool
    stamp: datetime
    is_for_them: bool = False


def _submit(bid: Bid, press: _Press, *, by: Actor) -> Submitted:
    try:
        return _submit_once(bid, press, by=by)
    except FirstCame:
        return Submitted(bid.submissions.get(number=press.number))


def _submit_once(bid: Bid, press: _Press, *, by: Actor) -> Submitted:
    with perform(acts.SUBMIT, bid, by=by, at=press.stamp) as done:
        # The other press held the row until now.
        if bid.submissions.filter(number=press.number).exists():
            raise FirstCame
        items = selectors.items_of(bid)
        refuse(acts.SUBMIT, _bars(bid, items, press))
        whole = [one for one in items if one.status == ItemState.WHOLE]
        record = record_of(bid, whole, number=bid.number + 1)
        kept, key = _keepsake(bid, whole) if not press.is_for_them else (b"", "")
        row = Submission(
            bid=bid, number=bid.number + 1, stamp=press.stamp, is_for_them=press.is_for_them, record=record.text(),
            submitted_by=None if by.is_system else myself(by), record_digest=record.digest,
            files_count=len(whole), keepsake=kept, rule=_rule(bid, press), message=_said(bid, press),
        )  # fmt: skip
        row.save()
        bid.number, bid.submitted_at, bid.withdrawn_at = row.number, press.stamp, None
        bid.save()
        drafts.destroy(bid)
        done.note(number=row.number, files=len(whole), record=Digest(record.digest), for_them=press.is_for_them)
    return Submitted(row, key)


def _bars(bid: Bid, items: Sequence[Item], press: _Press) -> Iterable[Finding]:
    if not any(one.status == ItemState.WHOLE for one in items):
        yield Finding("nothing", "There is nothing to submit yet. Answer a question first.")
        return
    if press.is_for_them or press.accept_missing:
        return
    for lack in selectors.lacking(bid, items):
        yield Finding("missing", f"Question {lack.question} is missing: {lack.why.lower()}", cure="accept_missing")


def _rule(bid: Bid, press: _Press) -> str:
    if press.is_for_them:
        return "R5"
    return "R9" if _is_on_trial(bid, press) else "R2"


def _is_on_trial(bid: Bid, press: _Press) -> bool:
    """Say whether it came after the due time, in the minutes that an incident of ours may give back."""
    due = bid.tender.due_at
    return due is not None and bool(selectors.more_time(bid.tender)) and press.stamp >= due


def _said(bid: Bid, press: _Press) -> str:
    if _is_on_trial(bid, press):
        return "It came after the due time, when we had served badly; it counts if the lead lets the affected finish."
    if press.is_for_them:
        return "It was complete at the due time, and you had asked us to submit it."
    return "It was submitted before the due time."


def record_of(bid: Bid, whole: Sequence[Item], *, number: int) -> Record:
    """Give the record of a version: digests alone, so the Hub can write it without reading anything."""
    boxes = {one.mailbox.envelope: one.mailbox for one in whole}
    envelopes = tuple(
        Envelope(envelope, box.roster.digest, box.digest) for envelope, box in sorted(boxes.items())
    )  # fmt: skip
    entries = tuple(
        Entry(_lot(one), one.mailbox.envelope, sealed_of(one))
        for one in sorted(whole, key=lambda each: (each.whole_at or each.begun_at, each.pk))
    )
    return Record(bid.tender.reference, bid.reference, number, envelopes, entries)


def _lot(item: Item) -> str:
    return str(item.question.lot.number) if item.question.lot is not None else ""


def sealed_of(item: Item) -> SealedFile:
    """Give what is known in clear of an item."""
    return SealedFile(item.descriptor, tuple(item.segments), item.mib, item.commitment)


def _keepsake(bid: Bid, whole: Sequence[Item]) -> tuple[bytes, str]:
    """Lock the names and salts that the Hub still knows under a key that it gives away."""
    kept: dict[str, list[dict[str, Any]]] = {"files": [], "answers": []}
    for one in whole:
        told = drafts.read(bid, bytes(one.private))
        if told:
            said = {name: told[name] for name in ("name", "size", "salt")}
            # What was typed is no file that the bidder could hold against its commitment.
            kept["files" if one.is_file else "answers"].append({**said, "descriptor": one.descriptor})
    return drafts.keep_for_browser(kept)


def submit_for_them(bid: Bid, *, at: datetime) -> Submission | None:
    """Submit at the due time what is complete, where its bidder had asked for that; None where the rule says no.

    Safe to run late and again: it looks only at what was stamped before the due time.
    """
    one = bid.tender
    if one.due_at is None or at < one.due_at or not _waits(bid):
        return None
    found = timeliness(selectors.facts_of(bid)).result
    if found is None or not found.in_time or found.rule != "R5" or not bid.submit_for_me:
        return None
    before = max((row.stamp for row in selectors.requests_of(bid) if row.stamp < one.due_at), default=bid.begun_at)
    press = _Press(bid.number + 1, True, before, is_for_them=True)
    return signed_receipt(_submit(bid, press, by=SYSTEM).submission)


def _waits(bid: Bid) -> bool:
    return bid.status == BidState.DRAFTING and bid.number == 0


def add_what_came(bid: Bid, *, at: datetime) -> Submission | None:
    """Add a file that was under way when a bid was submitted, once it is whole: a further version of the same stamp.

    The bid that was submitted stands until then, and all the same if the file never comes (R5).
    """
    last = selectors.last_submission(bid)
    if last is None or bid.status != BidState.SUBMITTED or bid.submitted_at is None:
        return None
    listed = [one for one in selectors.items_of(bid) if one.begun_at <= last.stamp]
    late = [one for one in listed if one.is_file and one.whole_at and one.whole_at > last.stamp]
    if not late or not selectors.is_changed(bid, listed):
        return None
    press = _Press(bid.number + 1, True, last.stamp, is_for_them=True)
    return signed_receipt(_submit(bid, press, by=SYSTEM).submission)


def take_back(bid: Bid, *, reason: str, by: Actor, stamp: Stamp) -> Bid:
    """Take a submitted bid back; it stays shut, and another version can be submitted until the due time."""
    with perform(acts.TAKE_BACK, bid, by=by, at=stamp.at) as done:
        bid.withdrawn_at = stamp.at
        bid.save()
        done.note(reason)
    tell_taken_back(bid, at=stamp.at)
    return bid

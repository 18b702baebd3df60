"""Make a file whole, however it came, and add one that was under way to a bid that was submitted meanwhile (R5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from hub.bids import acts
from hub.bids.models import Bid, Item
from hub.bids.rules import standing
from hub.bids.sealing.files import SealedFile
from hub.bids.services import drafts
from hub.bids.services.stamping import Stamp
from hub.bids.terms import BidState, ItemState
from hub.law.findings import Finding
from hub.platform import clock
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import perform


def finish(
    item: Item, sealed: SealedFile, *, by: Actor, stamp: Stamp, ended: datetime, private: dict[str, Any] | None = None
) -> Item:
    """Make an item whole.

    :param ended: when its last byte came.
    :param private: what the bidder may read again while it is a draft.
    :raises Refused: when it came too late or too slowly, or the item is gone.
    """
    bid = item.bid
    with perform(acts.FINISH_FILE, bid, by=by, at=stamp.at) as done:
        item.refresh_from_db()
        refuse(acts.FINISH_FILE, _bars(item, bid, ended))
        item.status, item.whole_at = ItemState.WHOLE, max(clock.now(), stamp.at)
        item.descriptor, item.segments = sealed.descriptor, list(sealed.segments)
        item.mib, item.commitment = sealed.mib, sealed.commitment
        item.last_at = ended
        if not item.is_file:
            take_place_of(item, at=stamp.at)
        if private:
            item.private = drafts.lock(bid, private)
        item.save()
        done.note(question=item.question.number, mib=sealed.mib)
    return item


def _bars(item: Item, bid: Bid, ended: datetime) -> Iterable[Finding]:
    if item.status != ItemState.COMING:
        yield Finding("gone", "This file was taken out, or is here already.")
        return
    one = bid.tender
    assert one.due_at is not None, "bids are for what says until when"
    grace = timedelta(minutes=one.grace_minutes)
    yield from standing.bars_to_bytes(
        due_at=one.due_at, grace=grace, last=item.last_at or item.begun_at, now=ended
    )  # fmt: skip


def take_place_of(fresh: Item, *, at: datetime) -> None:
    """Let a new answer take the place of the one before; what was submitted with that one keeps it."""
    rows = fresh.bid.items.filter(question=fresh.question, is_file=False).exclude(status=ItemState.REMOVED)
    for before in rows.exclude(pk=fresh.pk):
        before.status, before.removed_at, before.private = ItemState.REMOVED, at, b""
        before.save()


def was_under_way(bid: Bid, item: Item) -> bool:
    """Say whether a bid was submitted while this file was on its way, so that a version with it follows."""
    stamp = bid.submitted_at
    return bid.status == BidState.SUBMITTED and stamp is not None and item.begun_at <= stamp < (item.whole_at or stamp)

"""Uploads that are sealed before they come: each part is one sealed segment, the last one the sealed descriptor."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from hub.bids import acts, selectors
from hub.bids.models import Bid, Item
from hub.bids.rules import standing
from hub.bids.sealing.box import BEGINS
from hub.bids.sealing.files import SealedFile
from hub.bids.services.beginning import mailbox_for
from hub.bids.services.finishing import finish
from hub.bids.services.places import store
from hub.bids.services.stamping import Stamp, noted
from hub.bids.store.shelf import put
from hub.bids.terms import ItemState, Maker
from hub.law.findings import Finding
from hub.platform import clock
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.tender.models import Question
from hub.tender.terms import AnswerAs

COMMITMENT = re.compile(r"[0-9a-f]{64}")
MIB = 1024 * 1024
# A segment of 16 MiB and what age adds to it.
LONGEST_PART = 17 * MIB


@dataclass(frozen=True)
class Part:
    """One part of an upload.

    :param offset: bytes of ciphertext before it.
    :param sha256: what the sender says its SHA-256 is, in hexadecimal; empty where it says nothing.
    :param is_last: whether it is the descriptor, with which the file is whole.
    """

    content: bytes
    offset: int
    sha256: str = ""
    is_last: bool = False


class WrongPlace(ValueError):
    """The part does not begin where the last one ended; nothing was taken."""


class WrongSum(ValueError):
    """The part is not what its sender says it is; nothing was taken."""


def begin_parts(bid: Bid, question: Question, *, commitment: str, mib: int, by: Actor, stamp: Stamp) -> Item:
    """Begin an upload: the commitment fixes its content before a byte has come.

    :param mib: size in MiB, rounded up, padding included.
    :raises Refused: when it is too late, too large, one too many, or fixes nothing.
    """
    mailbox = mailbox_for(bid, question.envelope, at=stamp.at)
    item = Item(
        bid=bid, question=question, mailbox=mailbox, made_by=Maker.BROWSER, begun_at=stamp.at, last_at=stamp.at,
        is_file=question.answer_as == AnswerAs.FILE, mib=mib, commitment=commitment,
    )  # fmt: skip
    noting = noted(bid, "create", stamp, item=selectors.name_in_log(item), is_bound=True)
    with noting, perform(acts.BEGIN_FILE, bid, by=by, at=stamp.at) as done:
        refuse(acts.BEGIN_FILE, bars_to_file(bid, mib=mib, commitment=commitment))
        item.save()
        done.note(question=question.number, made_by=Maker.BROWSER, mib=mib)
    return item


def bars_to_file(bid: Bid, *, mib: int, commitment: str = "") -> Iterable[Finding]:
    """Say what keeps a file out: only its size, how many there are, and a commitment that fixes nothing."""
    most, together, count = settings.HUB_BID_FILE_MIB, settings.HUB_BID_LOT_MIB, settings.HUB_BID_FILES
    if commitment and not COMMITMENT.fullmatch(commitment):
        yield Finding("commitment", "The upload does not say what will come. Load the page again and choose the file.")
    if not 0 <= mib <= most:
        yield Finding("too_large", f"A file has at most {most} MB. Split it, or send it in another form.")
    held = list(bid.items.exclude(status=ItemState.REMOVED).values_list("mib", flat=True))
    if len(held) >= count:
        yield Finding("too_many", f"A bid has at most {count} files. Take one out, or put several into one.")
    elif sum(held) + mib > together:
        yield Finding("too_much", f"The files of a bid come to {together} MB at most. Take one out first.")


def comes_in_parts(item: Item) -> bool:
    """Say whether an item comes sealed, part by part."""
    return item.made_by != Maker.DOOR


def take_part(item: Item, part: Part, *, by: Actor, stamp: Stamp) -> Item:
    """Keep one part; what is safe already is not taken again.

    :raises WrongPlace, WrongSum: when it is not the next part, or was changed on its way.
    :raises Refused: when it is too late or too slow (R3, R4), or no sealed part at all.
    :raises CannotStore: when the store does not take it.
    """
    bid = item.bid
    with noted(bid, "bytes", stamp, item=selectors.name_in_log(item)) as note:
        ended = clock.now()
        refuse(acts.FINISH_FILE, _bars(item, part, stamp))
        if part.offset != item.safe_bytes or item.status != ItemState.COMING:
            raise WrongPlace
        digest = hashlib.sha256(part.content).hexdigest()
        if part.sha256 and not hmac.compare_digest(part.sha256, digest):
            raise WrongSum
        put(store(), part.content)
        note.add(size=len(part.content), is_bound=True)
        if part.is_last:
            _finish(item, digest, part, by=by, stamp=stamp)
            note.add(is_whole=True)
        else:
            _go_on(item, digest, part)
        note.add(ended_at=max(ended, stamp.at))
    return item


def _bars(item: Item, part: Part, stamp: Stamp) -> Iterable[Finding]:
    one = item.bid.tender
    assert one.due_at is not None, "bids are for what says until when"
    if not part.content.startswith(BEGINS) or len(part.content) > LONGEST_PART:
        yield Finding("not_sealed", "This part is not sealed, or too long. Load the page again and choose the file.")
    yield from standing.bars_to_bytes(
        due_at=one.due_at, grace=timedelta(minutes=one.grace_minutes), last=item.last_at or item.begun_at, now=stamp.at
    )


def _go_on(item: Item, digest: str, part: Part) -> None:
    """Move the offset, if no other request did so first."""
    moved = Item.objects.filter(pk=item.pk, safe_bytes=part.offset, status=ItemState.COMING).update(
        safe_bytes=part.offset + len(part.content), segments=[*item.segments, digest], last_at=clock.now()
    )
    if not moved:
        raise WrongPlace
    item.refresh_from_db()


def _finish(item: Item, digest: str, part: Part, *, by: Actor, stamp: Stamp) -> None:
    if not item.segments:
        refuse(acts.FINISH_FILE, [Finding("empty", "Nothing of the file has come before its last part.")])
    sealed = SealedFile(digest, tuple(item.segments), item.mib, item.commitment)
    finish(item, sealed, by=by, stamp=stamp, ended=max(clock.now(), stamp.at))
    Item.objects.filter(pk=item.pk).update(safe_bytes=part.offset + len(part.content))
    item.refresh_from_db()

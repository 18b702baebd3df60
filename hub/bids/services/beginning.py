"""Begin a bid, and say what shall happen to one that is complete and not submitted."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from hub.bids import acts, selectors
from hub.bids.models import Bid, Mailbox, PinnedRoster
from hub.bids.rules import standing
from hub.bids.sealing import mailboxes, rosters
from hub.bids.sealing.faults import Fault
from hub.bids.services.stamping import Stamp, noted
from hub.bids.terms import Maker
from hub.law.findings import Finding
from hub.platform.act_guards import FirstCame, refuse
from hub.platform.act_table import bars
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import create, perform
from hub.platform.tenancy.models import Party
from hub.tender import selectors as tenders
from hub.tender.models import Tender
from hub.tender.terms import State


@bars(acts.BEGIN)
def begins_for_its_own(bid: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """A person begins for an organisation of theirs that was asked, once, while answers are taken."""
    if not by.holds(acts.BIDDERS, bid.party_id):
        yield Finding("not_theirs", "You can answer only for an organisation that you work for.")
    elif tenders.door(bid.tender, bid.party_id) is None:
        yield Finding("not_asked", "Only suppliers who were asked can answer.")
    else:
        yield from in_time(bid, at)


def its_own(bid: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Nobody touches the bid of another organisation."""
    if not by.is_system and not by.holds(acts.BIDDERS, bid.party_id):
        yield Finding("not_theirs", "You can change only a bid of an organisation that you work for.")


def is_in_time(bid: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Nothing new is taken after the due time."""
    if not by.is_system:
        yield from in_time(bid, at)


for _act in (acts.CHOOSE, acts.ADD_MAILBOX, acts.SAVE_ANSWER, acts.BEGIN_FILE, acts.FINISH_FILE, acts.REMOVE,
             acts.SUBMIT, acts.TAKE_BACK):  # fmt: skip
    bars(_act)(its_own)
for _act in (acts.CHOOSE, acts.ADD_MAILBOX, acts.SAVE_ANSWER, acts.BEGIN_FILE, acts.REMOVE, acts.SUBMIT,
             acts.TAKE_BACK):  # fmt: skip
    bars(_act)(is_in_time)


def may_act(bid: Bid, by: Actor) -> bool:
    """Say whether somebody may change a bid of their organisation: owners and editors may, viewers read."""
    return by.holds(acts.BIDDERS, bid.party_id)


def in_time(bid: Bid, at: datetime) -> Iterable[Finding]:
    """Ask the door's rule for a bid; the stamp's own doubt is granted to the bidder (R6)."""
    one = bid.tender
    is_sent = one.status in (State.OPEN, State.CLOSED) and one.due_at is not None
    error = timedelta(milliseconds=getattr(bid, "clock_error", 0))
    due = one.due_at or at
    if is_sent and at >= due + error:
        # Asked only then: what we served badly before the due time, the affected may finish after it (R9).
        due += selectors.more_time(one)
    yield from standing.bars_to_change(is_sent=is_sent, due_at=due, stamp=at, error=error)


def begin(one: Tender, *, party: Party, by: Actor, at: datetime) -> Bid:
    """Begin a bid for an organisation; the one that it has already, where somebody else of it was first.

    :raises Refused: when the organisation was not asked, or answers are not taken.
    """
    if there := selectors.bid_of(one, party.pk):
        return there
    bid = Bid(tender=one, party=party, begun_at=at)
    with create(acts.BEGIN, bid, by=by, at=at):
        bid.save()
    return bid


def choose(bid: Bid, *, submit_for_me: bool, by: Actor, stamp: Stamp) -> Bid:
    """Say whether we submit a complete bid at the due time for which nobody pressed Submit."""
    with (
        noted(bid, "choose", stamp, submit_for_me=submit_for_me),
        perform(acts.CHOOSE, bid, by=by, at=stamp.at) as done,
    ):
        bid.submit_for_me = submit_for_me
        bid.save()
        done.note(submit_for_me=submit_for_me)
    return bid


def mailbox_for(bid: Bid, envelope: str, *, at: datetime) -> Mailbox:
    """Give the bid's mailbox for an envelope; made here, where no browser made it before.

    :raises Fault: when no roster was pinned for the envelope.
    """
    pinned = selectors.pinned_for(bid.tender, envelope)
    if pinned is None:
        raise Fault("mailbox", "missing", envelope)
    if there := bid.mailboxes.filter(roster=pinned).first():
        return there  # type: ignore[no-any-return]
    with suppress(FirstCame), perform(acts.ADD_MAILBOX, bid, by=SYSTEM, at=at) as done:
        _refuse_second(bid, pinned)
        made = mailboxes.make_mailbox(rosters.read_roster(pinned.text.encode()), bid.reference)
        _row(bid, pinned, made, maker=Maker.DOOR, at=at)
        done.note(envelope=envelope, made_by=Maker.DOOR)
    return bid.mailboxes.get(roster=pinned)  # type: ignore[no-any-return]


def add_mailbox(bid: Bid, *, envelope: str, text: bytes, by: Actor, stamp: Stamp) -> Mailbox:
    """Take a mailbox that was made on the bidder's own side, unless there is one.

    :raises Refused: when it is not made for this bid and the roster that was published.
    """
    pinned = selectors.pinned_for(bid.tender, envelope)
    refuse(acts.ADD_MAILBOX, _wrong(bid, pinned, text))
    assert pinned is not None, "refused before"
    with suppress(FirstCame), perform(acts.ADD_MAILBOX, bid, by=by, at=stamp.at) as done:
        _refuse_second(bid, pinned)
        _row(bid, pinned, mailboxes.read_mailbox(text), maker=Maker.BROWSER, at=stamp.at)
        done.note(envelope=envelope, made_by=Maker.BROWSER)
    return bid.mailboxes.get(roster=pinned)  # type: ignore[no-any-return]


def _refuse_second(bid: Bid, pinned: PinnedRoster) -> None:
    # Asked again with the bid's row held: of two requests one was first.
    if bid.mailboxes.filter(roster=pinned).exists():
        raise FirstCame


def _wrong(bid: Bid, pinned: PinnedRoster | None, text: bytes) -> Iterable[Finding]:
    said = Finding("mailbox", "The mailbox was not made for this bid. Load the page again; nothing was sent.")
    try:
        made = mailboxes.read_mailbox(text)
        if pinned is None or made.bid_ref != bid.reference:
            yield said
        else:
            mailboxes.check_mailbox(made, rosters.read_roster(pinned.text.encode()))
    except Fault:
        yield said


def _row(bid: Bid, pinned: PinnedRoster, made: mailboxes.Mailbox, *, maker: Maker, at: datetime) -> Mailbox:
    row = Mailbox(
        bid=bid, roster=pinned, envelope=pinned.envelope, recipient=made.recipient, digest=made.digest,
        text=made.text(), made_by=maker, made_at=at,
    )  # fmt: skip
    row.save()
    return row

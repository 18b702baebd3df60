"""Write to a bidder's people: what is not submitted, and what was; each once for each cause, with how it went."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.db import IntegrityError, transaction

from hub.bids import selectors
from hub.bids.models import Bid, Message
from hub.bids.rules import reminding
from hub.bids.rules.reminding import Words
from hub.bids.terms import BidState
from hub.organisation import selectors as organisations
from hub.platform.clock import london
from hub.platform.doors import address_at

AHEAD = max(lead for _, lead in reminding.LEADS) + timedelta(hours=1)


def remind(*, at: datetime) -> int:
    """Tell everybody whose bid is not submitted and whose next lead has come; gives how many messages were written."""
    return sum(_remind(bid, at) for bid in selectors.open_bids(until=at + AHEAD, at=at))


def _remind(bid: Bid, at: datetime) -> int:
    one = bid.tender
    assert one.due_at is not None, "only open ones are asked"
    lead = reminding.lead_at(one.due_at, at=at, begun_at=bid.begun_at)
    if not lead or not one.is_open(at=at):
        return 0
    is_changed = bid.status == BidState.SUBMITTED and selectors.is_changed(bid)
    if bid.status == BidState.SUBMITTED and not is_changed:
        return 0
    lacks = len(selectors.lacking(bid))
    words = reminding.not_submitted(one.title, one.authority.name, one.due_at, lacks=lacks, is_changed=is_changed)
    # An extension moves the leads: who was told of the old time is told again.
    return tell(bid, words, cause=f"{lead}:{one.due_at:%Y%m%dT%H%M}", at=at)


def tell(bid: Bid, words: Words, *, cause: str, at: datetime) -> int:
    """Write to each of a bidder's people by themselves, and keep whether the mail server took it."""
    told = 0
    for person, _ in organisations.members(bid.party_id, on=london(at).date()):
        if row := _claim(bid, cause, person.email, words=words, at=at):
            _send(row, words, bid)
            told += 1
    return told


def _claim(bid: Bid, cause: str, email: str, *, words: Words, at: datetime) -> Message | None:
    try:
        with transaction.atomic():
            return Message.objects.create(bid=bid, cause=cause, email=email, subject=words.subject, sent_at=at)
    except IntegrityError:
        return None


def _send(row: Message, words: Words, bid: Bid) -> None:
    body = "\n\n".join(("Hello,", words.text, address_at("supplier", bid.get_absolute_url())))
    try:
        send_mail(words.subject, body, None, [row.email])
    except OSError as fault:
        # Shown on every page of the bid: a message that did not arrive excuses nobody, and shall surprise none.
        row.fault = type(fault).__name__[:200]
        row.save(update_fields=["fault"])


def tell_submitted(bid: Bid, number: int, *, at: datetime) -> int:
    """Tell that a version is submitted."""
    one, receipt = bid.tender, f"{bid.reference[:8]}-{number}"
    words = reminding.submitted(one.title, one.authority.name, receipt=receipt, number=number)
    return tell(bid, words, cause=f"submitted:{number}", at=at)


def tell_taken_back(bid: Bid, *, at: datetime) -> int:
    """Tell that a bid was taken back."""
    return tell(bid, reminding.taken_back(bid.tender.title), cause=f"taken_back:{bid.number}", at=at)

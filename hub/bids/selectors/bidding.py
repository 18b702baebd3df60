"""Reads over bids, for their own bidders alone. Nothing here is asked for a page of officers before the opening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.bids.models import Bid, BidRequest, Item, Message, PinnedRoster, Submission
from hub.bids.rules.answers import Asked
from hub.bids.rules.complete import Came, Lack, lacks
from hub.bids.rules.history import Kind, Lot, Request, TimelinessFacts
from hub.bids.terms import BidState, ItemState
from hub.platform.actors import Actor
from hub.platform.canon import instant, read_strict
from hub.platform.once import once
from hub.tender import selectors as tenders
from hub.tender.models import Question, Tender
from hub.tender.terms import AnswerAs

REFUSED = 400


def bid_of(one: Tender, party: int) -> Bid | None:
    """Give an organisation's bid in a tender, or None."""
    return Bid.objects.filter(tender=one, party=party).select_related("tender__authority", "party").first()


def own_bids(actor: Actor) -> Any:
    """Give the bids of the organisations for which an actor works."""
    rows = Bid.objects.filter(party__in=actor.supplier_reach)
    return rows.select_related("tender__authority", "party").order_by("-tender__due_at", "-pk")


def open_bids(*, until: datetime, at: datetime) -> list[Bid]:
    """Give the bids whose due time lies between two moments; for messages to their own people alone."""
    rows = Bid.objects.filter(tender__due_at__gt=at, tender__due_at__lte=until)
    return list(rows.select_related("tender__authority", "party").order_by("pk"))


def failed_messages(bid: Bid) -> list[Message]:
    """Give the messages about a bid that the mail server did not take, newest first."""
    return list(bid.messages.exclude(fault=""))


def own_bid(actor: Actor, reference: str) -> Bid | None:
    """Give one of these, or None: another organisation's bid does not exist."""
    return own_bids(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def pinned_for(one: Tender, envelope: str) -> PinnedRoster | None:
    """Give the roster that opens an envelope, as it was pinned last; None before the tender is sent."""
    return PinnedRoster.objects.filter(tender=one, envelope=envelope).order_by("-number").first()


def pinned_of(one: Tender) -> list[PinnedRoster]:
    """Give the rosters of a tender, one for each envelope."""
    rows = PinnedRoster.objects.filter(tender=one).select_related("roster").order_by("envelope", "number")
    return list({row.envelope: row for row in rows}.values())


def as_asked(question: Question) -> Asked:
    """Give a question as the rules take it."""
    return Asked(
        question.number, question.text, str(question.answer_as), tuple(question.listed), question.word_limit,
        question.is_required, question.is_price,
    )  # fmt: skip


def item_of_answer(question: Question) -> str:
    """Give the name under which the deadline rule knows the answer to a question."""
    return f"question {question.number}"


def name_in_log(item: Item) -> str:
    """Give the name under which the deadline rule knows an item: an answer by its question, a file by its own."""
    return item.name if item.is_file else item_of_answer(item.question)


@once
def questions_of(one: Tender) -> list[Question]:
    """Give the questions of a tender in their order."""
    return tenders.questions_of(one)


def items_of(bid: Bid) -> list[Item]:
    """Give what a bid holds now: answers, and files that are here or on their way, in the tender's order."""
    rows = bid.items.exclude(status=ItemState.REMOVED).select_related("question", "mailbox")
    return list(rows.order_by("question__number", "pk"))


def every_item(bid: Bid) -> list[Item]:
    """Give everything that was ever begun for a bid, taken out or not, in its order."""
    return list(bid.items.select_related("question", "mailbox").order_by("pk"))


def counts(one: Submission) -> bool:
    """Say whether a version is among those that the closing root is over: the last one, not taken back."""
    bid = one.bid
    return one.number == bid.number and bid.status in (BidState.SUBMITTED, BidState.OPENED)


def item_of(bid: Bid, name: str) -> Item | None:
    """Give one of them, or None."""
    return next((one for one in items_of(bid) if one.name == name), None)


def lacking(bid: Bid, items: Sequence[Item] | None = None) -> list[Lack]:
    """Give what a bid lacks."""
    held = items_of(bid) if items is None else items
    came = [Came(one.question.number, str(one.status)) for one in held]
    return lacks([as_asked(row) for row in questions_of(bid.tender)], came)


def last_submission(bid: Bid) -> Submission | None:
    """Give the version that was submitted last, or None."""
    return bid.submissions.order_by("-number").first()  # type: ignore[no-any-return]


def submissions_of(bid: Bid) -> list[Submission]:
    """Give every version that was submitted, newest first."""
    return list(bid.submissions.select_related("submitted_by").order_by("-number"))


def is_changed(bid: Bid, items: Sequence[Item] | None = None) -> bool:
    """Say whether the draft holds anything else than the version that was submitted last."""
    last = last_submission(bid)
    if last is None or bid.status != BidState.SUBMITTED:
        return True
    held = items_of(bid) if items is None else items
    whole = sorted(one.descriptor for one in held if one.status == ItemState.WHOLE)
    return whole != _descriptors(last)


def _descriptors(one: Submission) -> list[str]:
    return sorted(file["descriptor"] for file in read_strict(bytes(one.record))["files"])


def requests_of(bid: Bid) -> list[BidRequest]:
    """Give every request of a bidder about a bid, by its stamp."""
    return list(bid.requests.order_by("stamp", "pk"))


def facts_of(bid: Bid) -> TimelinessFacts:
    """Give what decides whether a bid is in time; what was refused at the door for another reason changed nothing."""
    one = bid.tender
    assert one.due_at is not None, "bids are for what says until when"
    counted = [row for row in requests_of(bid) if row.status < REFUSED or _is_late(row, one)]
    return TimelinessFacts(
        due_at=instant(one.due_at),
        grace_seconds=one.grace_minutes * 60,
        requests=tuple(_request(row) for row in counted),
        lots=(Lot(lot="the whole", needs=tuple(_needs(bid))),),
    )


def _is_late(row: BidRequest, one: Tender) -> bool:
    return row.kind == Kind.SUBMIT and one.due_at is not None and row.stamp >= one.due_at


def _request(row: BidRequest) -> Request:
    return Request(
        stamp=instant(row.stamp), kind=Kind(row.kind), item=row.item, clock_error_ms=row.clock_error,
        ended_at=instant(row.ended_at), is_whole=row.is_whole, is_bound=row.is_bound,
        longest_pause_seconds=row.longest_pause, submit_for_me=row.submit_for_me,
    )  # fmt: skip


def _needs(bid: Bid) -> list[str]:
    """Name what a complete bid holds: for each question that must be answered its answer, or its files."""
    files: dict[int, list[str]] = {}
    for item in items_of(bid):
        if item.is_file:
            files.setdefault(item.question.number, []).append(item.name)
    found = []
    for question in questions_of(bid.tender):
        if question.is_required:
            answered = files.get(question.number, []) if question.answer_as == AnswerAs.FILE else []
            found += answered or [item_of_answer(question)]
    return found

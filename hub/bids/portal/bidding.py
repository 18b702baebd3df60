"""Build a bid: begin, choose, answer, take out, submit, take back. Another organisation's bid is not found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.bids import selectors, services
from hub.bids.models import Bid
from hub.bids.rules import answers
from hub.bids.rules.answers import Given
from hub.bids.services import Stamp
from hub.bids.terms import ItemState, Maker
from hub.platform.actors import Actor
from hub.platform.identity import selectors as identity
from hub.tender import selectors as tenders
from hub.tender.models import Question


@dataclass(frozen=True)
class Sent:
    """One file, or the sealed answer, to a question.

    :param name: as the bidder called it, while the draft can be read; empty after that, and for a price.
    :param item: tells it apart, for taking it out.
    :param is_whole: whether all of it is safe.
    """

    item: str
    name: str
    size: int | None
    at: datetime
    is_whole: bool
    is_file: bool
    sealed_by: str


@dataclass(frozen=True)
class Asked:
    """One question with what was sent for it.

    :param typed: what was typed, as long as it can be read again; None for a price, and after submitting.
    :param words: how many words that are.
    """

    number: int
    text: str
    help: str
    answer_as: str
    listed: tuple[str, ...]
    word_limit: int | None
    is_required: bool
    is_price: bool
    weight: str
    lot: str
    envelope: str
    typed: Given | None
    words: int
    sent: tuple[Sent, ...]
    before: int | None
    after: int | None


def _bid(actor: Actor, reference: str) -> Bid:
    row = selectors.own_bid(actor, reference)
    if row is None:
        raise LookupError(reference)
    return row


def _question(row: Bid, number: int) -> Question:
    found = next((one for one in selectors.questions_of(row.tender) if one.number == number), None)
    if found is None:
        raise LookupError(number)
    return found


def begin(actor: Actor, quote: str, *, party: int, at: datetime) -> str:
    """Begin a bid for one of the actor's organisations, or go on with the one that is there; gives its reference.

    :raises LookupError: when the quote is not theirs to read.
    :raises Refused: when they may not, or no answers are taken.
    """
    one, organisation = tenders.for_supplier(actor, quote), identity.parties([party]).first()
    if one is None or organisation is None or party not in actor.supplier_reach:
        raise LookupError(quote)
    return str(services.begin(one, party=organisation, by=actor, at=at).reference)


def own(actor: Actor, quote: str) -> str:
    """Give the reference of a bid of the actor's organisations in a quote; empty where there is none."""
    rows = selectors.own_bids(actor).filter(tender__reference=quote)
    return str(rows.values_list("reference", flat=True).first() or "")


@dataclass(frozen=True)
class SealsTo:
    """What a browser needs to seal for one envelope.

    :param roster: the published text.
    :param recipient: public half of the bid's mailbox; empty until there is one.
    """

    roster: str
    digest: str
    recipient: str


def seals_to(actor: Actor, reference: str, envelope: str) -> SealsTo | None:
    """Give it; None where nothing was pinned for the envelope.

    :raises LookupError: when the bid is not theirs.
    """
    row = _bid(actor, reference)
    pinned = selectors.pinned_for(row.tender, envelope)
    if pinned is None:
        return None
    made = row.mailboxes.filter(roster=pinned).values_list("recipient", flat=True).first()
    return SealsTo(pinned.text, pinned.digest, made or "")


def roster_texts(actor: Actor, reference: str) -> dict[str, str]:
    """Give the published roster of each envelope, for a browser that seals itself.

    :raises LookupError: when it is not theirs.
    """
    return {one.envelope: one.text for one in selectors.pinned_of(_bid(actor, reference).tender)}


def add_mailbox(actor: Actor, reference: str, *, envelope: str, text: bytes, stamp: Stamp) -> str:
    """Take a mailbox that the bidder's browser made; gives the public half of the one that counts.

    :raises LookupError, Refused: when it is not theirs, or not made for this bid.
    """
    row = services.add_mailbox(_bid(actor, reference), envelope=envelope, text=text, by=actor, stamp=stamp)
    return str(row.recipient)


def choose(actor: Actor, reference: str, *, submit_for_me: bool, stamp: Stamp) -> None:
    """Choose what happens to a complete bid for which nobody presses Submit.

    :raises LookupError, Refused: when it is not theirs, or too late.
    """
    services.choose(_bid(actor, reference), submit_for_me=submit_for_me, by=actor, stamp=stamp)


def question(actor: Actor, reference: str, number: int) -> Asked | None:
    """Give one question with what was sent for it; None where there is none."""
    row = selectors.own_bid(actor, reference)
    numbers = [one.number for one in selectors.questions_of(row.tender)] if row else []
    if row is None or number not in numbers:
        return None
    one, place = _question(row, number), numbers.index(number)
    items = [item for item in selectors.items_of(row) if item.question_id == one.pk]
    typed = next((services.typed(item) for item in items if not item.is_file), None)
    return Asked(
        number=number, text=one.text, help=one.help, answer_as=str(one.answer_as), listed=tuple(one.listed),
        word_limit=one.word_limit, is_required=one.is_required, is_price=one.is_price,
        weight=f"{one.weight.normalize():f}" if one.weight is not None else "",
        lot=str(one.lot.number) if one.lot is not None else "", envelope=str(one.envelope), typed=typed,
        words=answers.words_in(typed.text) if typed else 0, sent=tuple(_sent(item) for item in items),
        before=numbers[place - 1] if place else None,
        after=numbers[place + 1] if place + 1 < len(numbers) else None,
    )  # fmt: skip


def _sent(item: Any) -> Sent:
    told = services.told_of(item)
    return Sent(
        item=item.name, name=str(told.get("name", "")) if item.is_file else "", size=told.get("size"),
        at=item.whole_at or item.begun_at, is_whole=item.status == ItemState.WHOLE, is_file=item.is_file,
        sealed_by=Maker(item.made_by).label,
    )  # fmt: skip


def answer(actor: Actor, reference: str, number: int, *, given: Given, stamp: Stamp) -> None:
    """Seal an answer.

    :raises LookupError, Refused: when it is not theirs, is no answer to the question, or comes too late.
    :raises CannotStore: when the store does not take it.
    """
    row = _bid(actor, reference)
    services.save_answer(row, _question(row, number), given, by=actor, stamp=stamp)


def remove(actor: Actor, reference: str, item: str, *, stamp: Stamp) -> None:
    """Take an answer or a file out of the draft.

    :raises LookupError, Refused: when it is not theirs, or too late.
    """
    found = selectors.item_of(_bid(actor, reference), item)
    if found is None:
        raise LookupError(item)
    services.remove(found, by=actor, stamp=stamp)


def submit(actor: Actor, reference: str, *, number: int, accept_missing: bool, stamp: Stamp) -> tuple[int, str]:
    """Submit a version; gives its number, and the key for the browser that opens names and salts of its receipt.

    :raises LookupError, Refused: when it is not theirs, too late, or something is missing that nobody accepted.
    """
    done = services.submit(
        _bid(actor, reference), number=number, accept_missing=accept_missing, by=actor, stamp=stamp
    )  # fmt: skip
    return done.submission.number, done.key


def take_back(actor: Actor, reference: str, *, reason: str, stamp: Stamp) -> None:
    """Take a submitted bid back.

    :raises LookupError, Refused: when it is not theirs, or too late.
    """
    services.take_back(_bid(actor, reference), reason=reason, by=actor, stamp=stamp)

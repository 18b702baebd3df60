"""What leaves for the supplier site: plain values, and no record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Asked:
    """One question, as it is answered.

    :param number: tells it apart within the quote.
    :param answer_as: ``text``, ``number``, ``choice``, ``file``, ``table`` or ``declaration``.
    :param listed: the choices, or the columns of the table.
    :param weight: per cent; None where it does not count.
    :param envelope: ``whole``, ``quality`` or ``price``.
    :param lot: number of the lot that it is asked for; empty for the whole.
    """

    number: int
    text: str
    help: str
    answer_as: str
    listed: tuple[str, ...]
    word_limit: int | None
    is_required: bool
    is_price: bool
    weight: Decimal | None
    envelope: str
    lot: str


@dataclass(frozen=True)
class Paper:
    """A paper of the pack, pinned by its digest.

    :param number: tells it apart within the pack.
    :param page: where somebody who is signed in reads it.
    """

    number: int
    title: str
    file: str
    size: int
    sha256: str
    page: str


@dataclass(frozen=True)
class Answered:
    """A question that was answered to everybody, without names."""

    number: int
    question: str
    answer: str
    answered_at: datetime


@dataclass(frozen=True)
class OwnEnquiry:
    """A question that the reader's own organisation asked."""

    text: str
    asked_at: datetime
    is_answered: bool


@dataclass(frozen=True)
class Part:
    """One of the reader's organisations that is asked, and what it said.

    :param can_act: whether the reader is its owner or editor.
    :param says: ``nothing``, ``yes`` or ``no``; ``said`` is that in words.
    :param reason: why it will not answer.
    """

    party: int
    name: str
    can_act: bool
    says: str
    said: str
    reason: str


@dataclass(frozen=True)
class Quote:
    """One quote as those who are asked read it.

    :param due_at: until when answers are taken; an answer at that moment is late.
    :param grace_minutes: how long an upload that began in time may take to finish.
    :param is_open: whether answers are taken at the moment of asking.
    :param is_withdrawn: the authority took it back; ``why_withdrawn`` says why.
    :param judged: how answers are judged, in one sentence.
    :param how: how an answer is given.
    :param takes_answers: whether the Hub has somewhere to keep answers.
    :param pack_digest: fingerprint of questions, weights, due time and papers.
    :param parts: the reader's organisations that are asked; none for who only has the link.
    """

    reference: str
    title: str
    authority: str
    what: str
    place: str
    needed_on: date | None
    due_at: datetime
    grace_minutes: int
    sent_at: datetime
    is_open: bool
    is_withdrawn: bool
    why_withdrawn: str
    judged: str
    how: str
    takes_answers: bool
    pack_digest: str
    parts: tuple[Part, ...] = ()
    questions: tuple[Asked, ...] = ()
    papers: tuple[Paper, ...] = ()
    answers: tuple[Answered, ...] = ()
    own: tuple[OwnEnquiry, ...] = ()

    @property
    def page(self) -> str:
        """Give its address on the supplier site."""
        return f"/quotes/{self.reference}/"


@dataclass(frozen=True)
class Invited:
    """A quote as its link opens it: whom the link is for, and what is asked."""

    supplier: str
    quote: Quote


@dataclass(frozen=True)
class Uptake:
    """An invitation as somebody finds it who wants to answer it for an organisation.

    :param quote: without its questions and papers.
    :param organisations: number and name of those for which the reader could take it up.
    :param is_own: one of the reader's organisations has it.
    :param is_taken: an organisation has it to which the reader does not belong.
    """

    supplier: str
    quote: Quote
    organisations: tuple[tuple[int, str], ...]
    is_own: bool
    is_taken: bool

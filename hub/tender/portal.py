"""What a supplier's people see of quotes they are asked for, and how they ask. Plain values leave; no record does.

Everybody who is asked reads the same words, and nobody reads who else is asked or who asked a question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hub.platform.actors import Actor
from hub.platform.identity import selectors as identity
from hub.tender import acts, answering, selectors, services
from hub.tender.models import Clarification, Invitation, Tender
from hub.tender.rules import letters
from hub.tender.terms import State

ENQUIRE = acts.ENQUIRE


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
    """A paper of the pack, pinned by its digest."""

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


def quotes(actor: Actor, *, at: datetime) -> list[Quote]:
    """Give the quotes that an actor's organisations are asked for: open ones first by due time, then the others."""
    rows = [_quote(row, at) for row in selectors.for_suppliers(actor)]
    return [one for one in rows if one.is_open] + [one for one in reversed(rows) if not one.is_open]


def quote(actor: Actor, reference: str, *, at: datetime) -> Quote | None:
    """Give one of them whole, or None where the actor's organisations were not asked; reading it is noted once."""
    row = selectors.for_supplier(actor, reference)
    if row is None:
        return None
    parties = sorted(actor.supplier_reach)
    for party in parties:
        if (invitation := selectors.door(row, party)) is not None:
            services.note_reading(invitation, at=at)
    return _whole(row, at, parties)


def by_link(token: str, *, at: datetime) -> Invited | None:
    """Give what the link of an invitation opens; None where the Hub did not make it, or a newer letter replaced it.

    The link is a supplier's own and asks for no account; it reads and does nothing else. Reading it is noted once.
    """
    row: Invitation | None = services.read(token)
    if row is None or row.tender.sent_at is None:
        return None
    services.note_reading(row, at=at)
    return Invited(row.name, _whole(row.tender, at, []))


def organisations(actor: Actor, reference: str) -> list[tuple[int, str]]:
    """Give number and name of the organisations for which the actor may ask about a quote."""
    row = selectors.for_supplier(actor, reference)
    able = sorted(actor.only(ENQUIRE.held_by).supplier_reach)
    if row is None:
        return []
    asked = [party for party in able if selectors.door(row, party) is not None]
    return [(party.pk, party.name) for party in identity.parties(asked).order_by("name", "pk")]


def ask(actor: Actor, reference: str, *, party: int, text: str, at: datetime) -> OwnEnquiry:
    """Ask a question for one of the actor's organisations; the answer goes to everybody, without names.

    :raises LookupError: when the actor cannot read the quote.
    :raises Refused: when it is too late, not theirs, or nothing is asked.
    """
    row, organisation = selectors.for_supplier(actor, reference), identity.parties([party]).first()
    if row is None or organisation is None:
        raise LookupError(reference)
    made = services.enquire(row, party=organisation, text=text, by=actor, at=at)
    return OwnEnquiry(made.text, made.asked_at, False)


def _quote(row: Tender, at: datetime, **parts: object) -> Quote:
    assert row.due_at is not None and row.sent_at is not None, "whoever is asked reads only what was sent"
    questions = parts.get("questions", ())
    weights = [(one.text, f"{one.weight.normalize():f}") for one in questions if one.weight is not None]  # type: ignore[attr-defined]
    is_withdrawn = row.status == State.WITHDRAWN
    return Quote(
        reference=row.reference,
        title=row.title,
        authority=row.authority.name,
        what=row.description,
        place=row.place,
        needed_on=row.procurement.needed_on,
        due_at=row.due_at,
        grace_minutes=row.grace_minutes,
        sent_at=row.sent_at,
        is_open=row.is_open(at=at),
        is_withdrawn=is_withdrawn,
        why_withdrawn=row.withdrawn_reason if is_withdrawn else "",
        judged=letters.judged(weights) if weights else "",
        how=answering.how(row),
        takes_answers=answering.takes(),
        pack_digest=row.pack_digest,
        **parts,  # type: ignore[arg-type]
    )


def _whole(row: Tender, at: datetime, parties: list[int]) -> Quote:
    asked = tuple(
        Asked(
            one.number, one.text, one.help, str(one.answer_as), tuple(one.listed), one.word_limit, one.is_required,
            one.is_price, one.weight, str(one.envelope), one.lot.number if one.lot is not None else "",
        )
        for one in selectors.questions_of(row)
    )  # fmt: skip
    papers = tuple(
        Paper(item.title, item.name, item.size, item.sha256, item.address) for item in selectors.pack_of(row)
    )
    answers = tuple(_answered(one) for one in selectors.clarifications_of(row))
    own = tuple(
        OwnEnquiry(one.text, one.asked_at, is_answered) for one, is_answered in selectors.enquiries_of(row, parties)
    )
    return _quote(row, at, questions=asked, papers=papers, answers=answers, own=own)


def _answered(one: Clarification) -> Answered:
    return Answered(one.number, one.question, one.answer, one.answered_at)

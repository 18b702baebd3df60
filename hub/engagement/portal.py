"""What a supplier's people see of market engagement, and how they answer. Plain values leave; no record does.

Everybody who may take part reads the same words, and nobody reads who else takes part or what they say (PA 2023 s.16).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hub.engagement import acts, selectors, services
from hub.engagement.models import Exercise, Reply
from hub.engagement.terms import State
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity import selectors as identity

REPLY = acts.REPLY


@dataclass(frozen=True)
class OwnReply:
    """What an organisation of the reader sent."""

    party: int
    name: str
    texts: Mapping[int, str]
    sent_at: datetime
    sent_by: str
    version: int


@dataclass(frozen=True)
class Asked:
    """One market engagement as suppliers read it.

    :param ends_on: the last day on which answers are taken, the whole of it, London.
    :param is_open: whether answers are taken at the moment of asking.
    :param questions: number and words of each.
    :param replies: what the reader's organisations sent.
    """

    reference: str
    title: str
    authority: str
    purpose: str
    method: str
    starts_on: date
    ends_on: date
    is_open: bool
    is_closed: bool
    notice_number: str
    notice_url: str
    questions: tuple[tuple[int, str], ...]
    replies: tuple[OwnReply, ...]

    @property
    def page(self) -> str:
        """Give its address on the supplier site."""
        return f"/engagement/{self.reference}/"

    def reply_of(self, party: int) -> OwnReply | None:
        """Give what one organisation sent, or None."""
        return next((one for one in self.replies if one.party == party), None)


def asked(actor: Actor, *, at: datetime) -> list[Asked]:
    """Give the market engagements that an actor's organisations may take part in: those that take answers, nearest end
    first, then those that they answered before.
    """
    rows = list(selectors.for_suppliers(actor))
    replies = selectors.replies_of(actor, [row.pk for row in rows])
    found = [_asked(row, [one for one in replies if one.exercise_id == row.pk], at) for row in rows]
    opened = [one for one in found if one.is_open]
    return opened + [one for one in found if not one.is_open and one.replies]


def one(actor: Actor, reference: str, *, at: datetime) -> Asked | None:
    """Give one market engagement with its questions, or None where the actor may not read it."""
    row = selectors.for_supplier(actor, reference)
    if row is None:
        return None
    questions = tuple((each.number, each.text) for each in selectors.questions_of(row))
    return _asked(row, selectors.replies_of(actor, [row.pk]), at, questions)


def _asked(row: Exercise, replies: list[Reply], at: datetime, questions: tuple[tuple[int, str], ...] = ()) -> Asked:
    return Asked(
        reference=row.reference,
        title=row.title,
        authority=row.authority.name,
        purpose=row.purpose,
        method=row.get_method_display(),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_open=row.status == State.RUNNING and london(at).date() <= row.ends_on,
        is_closed=row.status == State.CLOSED,
        notice_number=row.notice_number,
        notice_url=row.notice_url,
        questions=questions,
        replies=tuple(_own(each) for each in replies),
    )


def _own(row: Reply) -> OwnReply:
    texts = {int(number): text for number, text in row.texts.items()}
    return OwnReply(row.party_id, row.name, texts, row.sent_at, row.sent_by.name, row.version)


def organisations(actor: Actor) -> list[tuple[int, str]]:
    """Give number and name of the organisations for which the actor may answer."""
    able = actor.only(REPLY.held_by).supplier_reach
    return [(party.pk, party.name) for party in identity.parties(able).order_by("name", "pk")]


def send(
    actor: Actor, reference: str, *, party: int, texts: Mapping[int, str], at: datetime, version: int | None = None
) -> OwnReply:
    """Send the answers of one of the actor's organisations; the moment at the door decides whether they are in time.

    :param texts: by the number of the question.
    :param version: of the reply that was on the screen; None when there was none.
    :raises LookupError: when the actor cannot read the engagement.
    :raises Refused: when it is too late, not theirs, or nothing is answered.
    """
    row, organisation = selectors.for_supplier(actor, reference), identity.parties([party]).first()
    if row is None or organisation is None:
        raise LookupError(reference)
    return _own(services.reply(row, party=organisation, texts=texts, by=actor, at=at, version=version))

"""What a supplier's people see of an outcome: their own scores, the winner's name and price, and why. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from hub.award import selectors
from hub.award.rules.results import Part as Scored
from hub.award.terms import Result, State
from hub.evaluation import selectors as scoring
from hub.platform.actors import Actor
from hub.tender import selectors as tenders


@dataclass(frozen=True)
class Part:
    """What the reader's own offer got for one question.

    :param points: on the scale; None for the price, which is scored by its formula.
    :param top: the highest points on the scale.
    :param worth: of ``weight``; None where the offer was not compliant.
    """

    text: str
    weight: Decimal
    points: Decimal | None
    top: int
    worth: Decimal | None
    reason: str


@dataclass(frozen=True)
class Outcome:
    """The outcome of a quote for one organisation that answered; nothing of another loser stands here.

    :param result: ``won``, ``not_chosen``, ``not_compliant`` or ``no_award``.
    :param said: the same in words.
    :param winner: name of the winner; empty where nobody won.
    :param winner_price: pounds without VAT.
    :param reasons: why that offer, or why none.
    :param parts: the own scores.
    :param fails: what the own offer did not meet: question and reason.
    :param is_confirmed: the award is confirmed.
    """

    result: str
    said: str
    told_at: datetime
    winner: str
    winner_price: Decimal | None
    reasons: str
    own_price: Decimal | None
    own_total: Decimal | None
    parts: tuple[Part, ...]
    fails: tuple[tuple[str, str], ...]
    is_confirmed: bool


def result(actor: Actor, reference: str, at: datetime) -> Outcome | None:
    """Give the outcome for an actor's organisation; None before suppliers are told, and for whoever did not answer."""
    one = tenders.for_supplier(actor, reference)
    if one is None:
        return None
    award = selectors.newest(one)
    own = selectors.own_offer(one, sorted(actor.supplier_reach))
    if award is None or own is None or award.informed_at is None or award.informed_at > at:
        return None
    row = next((each for each in selectors.scored(one, scoring.of_tender(one)) if each.bid == own.pk), None)
    what = Result.NO_AWARD
    if award.status != State.NONE:
        lost = Result.NOT_CHOSEN if row is None or row.is_compliant else Result.NOT_COMPLIANT
        what = Result.WON if award.bid_id == own.pk else lost
    # Where nobody wins, scores may never have been settled, so none are shown.
    shown = row if what != Result.NO_AWARD else None
    return Outcome(
        result=str(what),
        said=what.label,
        told_at=award.informed_at,
        winner=award.supplier_name,
        winner_price=award.price_ex_vat,
        reasons=award.reasons,
        own_price=shown.price if shown is not None else None,
        own_total=shown.total if shown is not None else None,
        parts=tuple(_part(each) for each in shown.parts) if shown is not None and shown.is_compliant else (),
        fails=tuple(shown.fails) if shown is not None else (),
        is_confirmed=award.status == State.CONFIRMED,
    )


def _part(one: Scored) -> Part:
    return Part(one.text, one.weight, one.points, one.top, one.worth, one.reason)

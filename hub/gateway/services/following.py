"""What follows a decision: the report of an urgent one, what it brought, and opening the gate again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from hub.gateway import acts, selectors
from hub.gateway.models import GateRating, GateReview
from hub.gateway.terms import IN_POUNDS
from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform


@bars(acts.REPORT)
def nothing_to_report(review: GateReview, by: Actor, at: datetime) -> Iterable[Finding]:
    """Only an urgent decision is reported, once."""
    if not review.wants_report:
        yield Finding("nothing", "There is no urgent decision that is still to be reported.")


def report(review: GateReview, *, text: str, by: Actor, at: datetime, version: int | None = None) -> GateReview:
    """Report an urgent decision to those who would have taken it.

    :param text: what was decided, why it could not wait, and where it was reported.
    """
    with perform(acts.REPORT, review, by=by, at=at, version=version) as done:
        if not text.strip():
            raise Refused(acts.REPORT, [Finding("text", "Enter what you reported, and to whom.", cure="text")])
        review.report, review.reported_at = text, at
        review.save()
        done.note(text)
    return review


def reopen(review: GateReview, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> GateReview:
    """Open a passed gate again because what it was passed for has changed."""
    with perform(acts.REOPEN, review, by=by, at=at, version=version) as done:
        review.decided_at, review.decided_by, review.decision, review.advice = None, None, None, {}
        review.submitted_at, review.decide_by, review.item = None, None, None
        review.gates_on = selectors.today(at)
        review.save()
        done.note(reason)
    return review


@bars(acts.CREDIT)
@bars(acts.RATE)
@bars(acts.VALIDATE)
def not_decided(review: GateReview, by: Actor, at: datetime) -> Iterable[Finding]:
    """What a decision brought, and how the gate worked, is known after it."""
    if review.decided_at is None:
        yield Finding("not_decided", "This gate is not decided yet.")


def credit(
    review: GateReview, *, benefit: str, value: Decimal | None, note: str, by: Actor, at: datetime,
    version: int | None = None,
) -> GateReview:  # fmt: skip
    """Record what a decision brought: pounds, time or risk avoided.

    :param value: pounds ex VAT, for what is counted in pounds.
    :raises Refused: when a sum is missing, or something else has one.
    """
    with perform(acts.CREDIT, review, by=by, at=at, version=version) as done:
        if benefit in IN_POUNDS and (value is None or value <= 0):
            raise Refused(acts.CREDIT, [Finding("value", "Enter how many pounds it saved.", cure="value")])
        if benefit not in IN_POUNDS and value is not None:
            message = "Leave the pounds empty: time and risk are told in words."
            raise Refused(acts.CREDIT, [Finding("value", message, cure="value")])
        review.benefit, review.benefit_value, review.benefit_note = benefit, value, note
        review.benefit_confirmed_at = None
        review.save()
        done.note(note)
    return review


def rate(
    review: GateReview, *, rating: int, note: str = "", by: Actor, at: datetime, version: int | None = None
) -> GateReview:
    """Record how somebody rates a decided gate; what they said before is replaced.

    :param rating: 1, of no use, to 5, of great use.
    :raises Refused: outside that scale.
    """
    with perform(acts.RATE, review, by=by, at=at, version=version) as done:
        if not 1 <= rating <= 5:
            raise Refused(acts.RATE, [Finding("rating", "Choose a number from 1 to 5.", cure="rating")])
        one = GateRating.objects.filter(review=review, person=by.person_id).first()
        one = one or GateRating(review=review, person_id=by.person_id or 0)
        one.review = review
        one.rating, one.note, one.rated_on = rating, note, selectors.today(at)
        one.save()
        done.note(note, rating=rating)
    return review


def validate(review: GateReview, *, note: str = "", by: Actor, at: datetime, version: int | None = None) -> GateReview:
    """Confirm, as finance, what a decision brought.

    :raises Refused: when nothing is recorded, or it is confirmed already.
    """
    with perform(acts.VALIDATE, review, by=by, at=at, version=version) as done:
        if not review.benefit or review.benefit_confirmed_at is not None:
            message = "Nothing waits for confirmation here."
            raise Refused(acts.VALIDATE, [Finding("nothing", message)])
        review.benefit_confirmed_at = at
        review.save()
        done.note(note)
    return review

"""Decide between equal offers, settle the scores, and open them again."""

from __future__ import annotations

from datetime import datetime

from hub.bids.models import Bid
from hub.evaluation import acts, selectors
from hub.evaluation.models import Evaluation
from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import perform


def settle_tie(
    one: Evaluation, *, bid: Bid, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Evaluation:
    """Put one of the offers first that share the best total and the same price.

    :raises Refused: where nothing is tied, or for an offer that is not among the equal ones.
    """
    with perform(acts.SETTLE_TIE, one, by=by, at=at, version=version) as done:
        sheet = selectors.sheet_of(one.tender, one)
        if bid.pk not in sheet.tied:
            refuse(acts.SETTLE_TIE, [Finding("not_tied", "Choose one of the offers that are equal.", cure="bid")])
        one.preferred, one.preferred_reason = bid, reason.strip()
        one.save()
        done.note(reason.strip(), supplier=sheet.name(bid.pk))
    return one


def finish(one: Evaluation, *, by: Actor, at: datetime, version: int | None = None) -> Evaluation:
    """Settle the scores: what everything came to is kept as it is now.

    :raises Refused: with everything that is missing.
    """
    with perform(acts.FINISH, one, by=by, at=at, version=version) as done:
        sheet = selectors.sheet_of(one.tender, one)
        one.result, one.settled_at = selectors.results(sheet), at
        one.save()
        done.note(offers=len(sheet.candidates), compliant=len(sheet.lines))
    return one


def reopen(one: Evaluation, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Evaluation:
    """Open settled scores again, with the reason; later packages bar it while an award stands on them."""
    with perform(acts.REOPEN, one, by=by, at=at, version=version) as done:
        one.result, one.settled_at = {}, None
        one.preferred, one.preferred_reason = None, ""
        one.save()
        done.note(reason)
    return one

"""What follows when a body decides on a gate at its meeting."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hub.gateway import acts, rules, selectors
from hub.gateway.models import GateReview
from hub.gateway.services.deciding import OUTCOMES, Taken, decide
from hub.gateway.terms import State
from hub.governance.hearing import decided
from hub.governance.models import Decision
from hub.governance.terms import Maker, Outcome
from hub.platform.act_table import REGISTRY
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import perform

DECIDES = {str(outcome): name for name, outcome in OUTCOMES.items()}
# Where the body set no day for a condition.
USUAL_DAYS = 28


@decided(GateReview.kind())
def hear(decision: Decision, *, by: Actor, at: datetime) -> None:
    """Let a gate follow what a body decided; where a member decides after it, keep it as advice."""
    review = selectors.review_with(decision.subject_id or 0)
    if review is None or decision.maker != Maker.BODY or review.status != State.SUBMITTED:
        return
    if decision.body_id != review.body_id:
        return
    if decision.outcome == Outcome.DEFERRED:
        with perform(acts.DEFER, review, by=SYSTEM, at=at) as done:
            done.note(decision.reasons, decision=decision.reference)
        return
    if review.role and decision.outcome != Outcome.REFUSED:
        _advise(review, decision, at)
        return
    act = REGISTRY[DECIDES[str(decision.outcome)]]
    taken = Taken(decision.reasons or decision.text, conditions_of(decision, review), None, decision)
    decide(act, review, taken=taken, by=SYSTEM, at=at)


def _advise(review: GateReview, decision: Decision, at: datetime) -> None:
    with perform(acts.ADVISE, review, by=SYSTEM, at=at) as done:
        review.advice = {
            "reference": decision.reference,
            "page": decision.get_absolute_url(),
            "outcome": str(decision.outcome),
            "reasons": decision.reasons,
            "conditions": decision.conditions,
        }
        review.save()
        done.note(decision.reasons, decision=decision.reference)


def conditions_of(decision: Decision, review: GateReview) -> list[dict[str, Any]]:
    """Give the conditions of a decision with an owner and a day each: whoever submitted sees to those without."""
    owners = {one.get("owner") for one in decision.conditions} | {review.submitted_by_id}
    people = selectors.people([pk for pk in owners if pk])
    usual = rules.days_after(decision.decided_on, USUAL_DAYS)
    return [
        {
            "text": one["text"],
            "owner": people.get(one.get("owner") or review.submitted_by_id or 0),
            "due_on": date.fromisoformat(one["due_on"]) if one.get("due_on") else usual,
            "comes_first": one.get("comes_first", True),
        }
        for one in decision.conditions
    ]

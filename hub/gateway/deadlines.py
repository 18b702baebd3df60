"""By when gates are decided, conditions met, urgent decisions reported; when waivers end; and who hears."""

from __future__ import annotations

from datetime import date

from hub.gateway import acts
from hub.gateway.models import Condition, GateReview, Waiver
from hub.gateway.terms import State, WaiverState
from hub.platform.deadlines.declare import Deadline, days
from hub.platform.identity.roles import Role


def _decision(review: GateReview) -> date | None:
    return review.decide_by if review.status == State.SUBMITTED else None


def _deciders(review: GateReview) -> set[Role]:
    return {Role(review.role)} if review.role else {Role.CHAIR, Role.GATE_KEEPER}


DECIDE = Deadline(
    "gateway.decide",
    of=GateReview,
    label="Decide a gate",
    due=_decision,
    warn=(days(3),),
    tells=_deciders,
    never=lambda review: [review.submitted_by_id] if review.submitted_by_id else [],
    sentence=lambda review: f"Decide {review.title[:200]}",
    link=lambda review: review.get_absolute_url(),
    prefetch=("procurement",),
)
REPORT = Deadline(
    "gateway.report",
    of=GateReview,
    label="Report an urgent decision",
    due=lambda review: review.report_by if review.wants_report else None,
    warn=(days(7),),
    tells=lambda review: {review.submitted_by_id} if review.submitted_by_id else set(acts.KEEPERS),
    sentence=lambda review: f"Report the urgent decision on {review.title[:200]}",
    link=lambda review: f"{review.get_absolute_url()}report/",
    prefetch=("procurement",),
)
CONDITION = Deadline(
    "gateway.condition",
    of=Condition,
    label="Meet a condition of a gate",
    due=lambda condition: condition.due_on if condition.is_open else None,
    warn=(days(14), days(3)),
    tells=lambda condition: {condition.owner_id},
    sentence=lambda condition: f"Meet the condition: {condition.title}",
    link=lambda condition: f"{condition.get_absolute_url()}meet/",
)
WAIVER_ENDS = Deadline(
    "waiver.ends",
    of=Waiver,
    label="A waiver ends",
    due=lambda waiver: waiver.ends_on if waiver.status == WaiverState.GRANTED else None,
    warn=(days(92), days(31)),
    tells=lambda waiver: {waiver.asked_by_id},
    sentence=lambda waiver: f"The waiver for {waiver.title[:200]} ends; plan what follows",
    link=lambda waiver: waiver.get_absolute_url(),
)

"""When a waiting decision is late, and who hears of it."""

from __future__ import annotations

from datetime import date, timedelta

from hub.platform import clock, words
from hub.platform.approvals.models import Request
from hub.platform.deadlines.declare import Deadline, Moment, days
from hub.platform.identity.roles import Role

# ST-10: an approval that has waited three days is an alert.
WAITS = timedelta(days=3)


def _due(request: Request) -> list[Moment]:
    step = request.next_step()
    if step is None or request.waits_since is None:
        return []
    day: date = clock.london(request.waits_since).date() + WAITS
    return [Moment(day, key=str(step.position), about=step.role_label)]


def _tells(request: Request) -> set[Role]:
    step = request.next_step()
    return {Role(step.role)} if step else set()


def _sentence(request: Request) -> str:
    worth = f" ({words.money_in_prose(request.value)})" if request.value is not None else ""
    return f"Decide whether to {words.lower_first(request.phrase)}: {request.subject_label}{worth}"


def _involved(request: Request) -> set[int]:
    decided = {step.decided_by_id for step in request.steps.all() if step.decided_by_id}
    return {request.asked_by_id, *decided}


DECIDE = Deadline(
    "approval.decide",
    of=Request,
    label="Decide a request for approval",
    prefetch=("steps",),
    due=_due,
    warn=(days(3),),
    tells=_tells,
    never=_involved,
    otherwise={Role.AUTHORITY_ADMIN},
    sentence=_sentence,
    link=lambda request: request.get_absolute_url(),
)

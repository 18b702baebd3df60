"""Set conditions, meet them with evidence, move their days, give them to others, lift them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hub.gateway import acts, selectors
from hub.gateway.models import Condition, GateReview
from hub.law.findings import Finding
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.deadlines.services import tell
from hub.platform.identity.models import Person


def set_conditions(review: GateReview, rows: Sequence[Mapping[str, Any]], *, at: datetime) -> list[Condition]:
    """Set the conditions on which a gate is passed, and tell their owners."""
    count = Condition.objects.filter(review=review).count()
    made = []
    for number, row in enumerate(rows, start=count + 1):
        condition = Condition(
            authority=review.authority,
            review=review,
            reference=f"{review.reference}-{number}",
            text=str(row["text"]).strip(),
            owner=row["owner"],
            due_on=row["due_on"],
            comes_first=bool(row.get("comes_first", True)),
            set_on=selectors.today(at),
        )
        with create(acts.SET, condition, by=SYSTEM, at=at):
            condition.save()
        made.append(condition)
        tell(cause=f"condition:{condition.pk}", people=[condition.owner_id], authority=review.authority, at=at,
             sentence=f"You see to a condition of {review.title}", link=condition.get_absolute_url(),
             about=condition)  # fmt: skip
    return made


def meet(
    condition: Condition, *, evidence: str, evidence_page: str = "", by: Actor, at: datetime,
    version: int | None = None,
) -> Condition:  # fmt: skip
    """Record that a condition is met, with what shows it.

    :param evidence_page: the address of a page or document of the Hub that shows it.
    :raises Refused: without evidence.
    """
    with perform(acts.MEET, condition, by=by, at=at, version=version) as done:
        if not evidence.strip():
            raise Refused(acts.MEET, [Finding("evidence", "Enter what shows that it is met.", cure="evidence")])
        if evidence_page and (not evidence_page.startswith("/") or evidence_page.startswith("//")):
            message = "The address must be a page of the Hub, such as /documents/…"
            raise Refused(acts.MEET, [Finding("page", message, cure="evidence_page")])
        condition.evidence, condition.evidence_page = evidence, evidence_page
        condition.closed_on, condition.closed_by_id = selectors.today(at), by.person_id
        condition.save()
        done.note(evidence)
    return condition


def move(
    condition: Condition, *, due_on: date, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Condition:
    """Give a condition another day, with the reason.

    :raises Refused: when the day has passed.
    """
    with perform(acts.MOVE, condition, by=by, at=at, version=version) as done:
        if due_on < selectors.today(at):
            raise Refused(acts.MOVE, [Finding("past", "Choose a day from today on.", cure="due_on")])
        condition.due_on = due_on
        condition.save()
        done.note(reason)
    return condition


def assign(
    condition: Condition, *, owner: Person, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Condition:
    """Let somebody else see to a condition."""
    with perform(acts.ASSIGN, condition, by=by, at=at, version=version) as done:
        condition.owner = owner
        condition.save()
        done.note(reason)
    return condition


def lift(condition: Condition, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Condition:
    """Lift a condition that is no longer needed, with the reason."""
    with perform(acts.LIFT, condition, by=by, at=at, version=version) as done:
        if condition.owner_id == by.person_id:
            message = "You see to this condition. Somebody else must lift it."
            raise Refused(acts.LIFT, [Finding("own_condition", message)])
        condition.closed_on, condition.closed_by_id = selectors.today(at), by.person_id
        condition.save()
        done.note(reason)
    return condition

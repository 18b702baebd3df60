"""Plan again when a body that decides a case meets on another day, or on more days."""

from __future__ import annotations

from datetime import date, datetime

from hub.governance.models import Body
from hub.platform.actors import SYSTEM
from hub.platform.acts import perform
from hub.platform.clock import london
from hub.platform.deadlines.services import tell
from hub.platform.words import date_long, plural
from hub.procurement import acts, selectors
from hub.procurement.models import Procurement
from hub.procurement.services.replanning import replan


def follow_meetings(body: Body, *, at: datetime) -> list[Procurement]:
    """Plan every case again that waits for a body on a day on which it meets no more, and tell its owner."""
    found = selectors.planned_on_lost_days(body)
    for case, day in found:
        _plan_again(case, f"{body.name} does not meet on {date_long(day)} any more.", day, at)
    return [case for case, _ in found]


def follow_new_meetings(body: Body, *, at: datetime) -> list[Procurement]:
    """Plan every case again that a body can decide on another day, now that it has more meetings; tell its owner."""
    found = selectors.served_otherwise(body, on=london(at).date())
    for case, day in found:
        _plan_again(case, f"{body.name} can decide on {date_long(day)} by its calendar.", day, at)
    return [case for case, _ in found]


def _plan_again(case: Procurement, why: str, day: date, at: datetime) -> None:
    with perform(acts.REPLAN, case, by=SYSTEM, at=at) as done:
        replan(case, why=why, on=london(at).date(), by=SYSTEM)
        done.note(why)
    _tell(case, why, day, at)


def _tell(case: Procurement, why: str, day: date, at: datetime) -> None:
    """Tell the owner what the timetable says now."""
    if case.owner_id is None:
        return
    sentence = f"{why} {case.title[:200]}: {_now(case)}"
    tell(cause=f"replanned:{case.pk}:{day}", people=[case.owner_id], authority=case.authority, sentence=sentence, at=at,
         link=f"{case.get_absolute_url()}timetable/", about=case)  # fmt: skip


def _now(case: Procurement) -> str:
    if case.plan_ends_on is None:
        return "no timetable is lawful as things stand. Plan it again"
    said = f"ready on {date_long(case.plan_ends_on)}"
    if case.slack_days is not None and case.slack_days < 0:
        return f"{said}, {plural(-case.slack_days, 'day')} after it is needed"
    return said

"""What people do about a duty: prove that it is met, set it aside, open it again, give it to somebody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from hub.duty import acts, rules
from hub.duty.models import Duty
from hub.duty.services.deriving import rebuild_of
from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform, together
from hub.platform.clock import london
from hub.platform.identity.models import Person


def prove(
    duty: Duty,
    *,
    published_on: date,
    notice_number: str = "",
    notice_url: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Duty:
    """Record that a duty is met: on which day, and where the notice is found.

    :raises Refused: for a day that is still to come or lies before the duty began, or without number and address.
    """
    with _then_follow_up(duty, at), perform(acts.PROVE, duty, by=by, at=at, version=version) as entry:
        found = rules.bars_to_proving(
            published_on=published_on,
            on=london(at).date(),
            trigger_on=duty.trigger_on,
            trigger=duty.trigger,
            is_published=duty.is_published,
            number=notice_number.strip(),
            address=notice_url.strip(),
        )
        if wrong := list(found):
            raise Refused(acts.PROVE, wrong)
        duty.notice_number, duty.notice_url = notice_number.strip(), notice_url.strip()
        duty.published_on, duty.done_at = published_on, at
        duty.save()
        entry.note(published_on=published_on)
    return duty


def set_aside(duty: Duty, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Duty:
    """Say that a duty is not needed, and why."""
    with _then_follow_up(duty, at), perform(acts.SET_ASIDE, duty, by=by, at=at, version=version) as entry:
        duty.why = reason
        duty.save()
        entry.note(reason)
    return duty


def reopen(duty: Duty, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Duty:
    """Open a duty again that was taken for met or not needed, and why."""
    with _then_follow_up(duty, at), perform(acts.REOPEN, duty, by=by, at=at, version=version) as entry:
        duty.notice_number = duty.notice_url = duty.why = ""
        duty.published_on = duty.done_at = None
        duty.save()
        entry.note(reason)
    return duty


@bars(acts.ASSIGN)
def _may_assign(duty: Duty, by: Actor, at: datetime) -> list[Finding]:
    if duty.is_standing:
        return []
    return [Finding("settled", f"This duty is {duty.get_status_display().lower()}, so nobody needs to do it.")]


def assign(duty: Duty, *, owner: Person, reason: str, by: Actor, at: datetime, version: int | None = None) -> Duty:
    """Give a duty to somebody; it stays with them when the record passes to others."""
    with perform(acts.ASSIGN, duty, by=by, at=at, version=version) as entry:
        duty.owner, duty.is_assigned = owner, True
        duty.save()
        entry.note(reason)
    return duty


@contextmanager
def _then_follow_up(duty: Duty, at: datetime) -> Iterator[None]:
    """Work out what is asked next, with the act: an assessment that was published starts the next twelve months."""
    with together():
        yield
        rebuild_of(duty.subject_kind, [duty.subject_id], at=at)
    duty.refresh_from_db()

"""Add, assign, report on, finish, drop and reopen the actions of the plan."""

from __future__ import annotations

from datetime import date, datetime

from hub.law.findings import Finding
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority
from hub.strategy import acts, rules
from hub.strategy.models import Action, ActionRow, Version

SERIES = "ACT"


def add_action(
    *, authority: Authority, row_code: str, title: str, year: int | None = None, by: Actor, at: datetime
) -> Action:
    """Add an action to a row of the plan.

    :param year: the year whose target it serves.
    :raises Refused: when the strategy in force has no such row.
    """
    row = ActionRow.objects.filter(
        version__in=Version.objects.filter(authority=authority).in_force_on(london(at).date()),
        code=row_code,
        left_out_on__isnull=True,
    )
    found = row.first()
    if found is None:
        message = f"The strategy in force has no row {row_code}."
        raise Refused(acts.ADD_ACTION, [Finding("no_row", message, cure="row_code")])
    action = Action(authority=authority, row_code=row_code, section=found.section, title=title, year=year)
    with create(acts.ADD_ACTION, action, by=by, at=at):
        action.reference = take(SERIES, authority, year=london(at).year)[0]
        action.save()
    return action


def assign(
    action: Action, *, owner: Person, due_on: date, by: Actor, at: datetime, version: int | None = None
) -> Action:
    """Say who does it, and by when."""
    with perform(acts.ASSIGN, action, by=by, at=at, version=version):
        action.owner, action.due_on = owner, due_on
        action.save()
    return action


def report(
    action: Action, *, progress: int, note: str = "", by: Actor, at: datetime, version: int | None = None
) -> Action:
    """Say how far it is.

    :param progress: per cent, from 0 to 99.
    :raises Refused: for another number.
    """
    with perform(acts.REPORT, action, by=by, at=at, version=version) as entry:
        if found := rules.bars_to_progress(progress):
            raise Refused(acts.REPORT, found)
        action.progress = progress
        action.save()
        entry.note(note)
    return action


def finish(
    action: Action, *, done_on: date, result: str, by: Actor, at: datetime, version: int | None = None
) -> Action:
    """Say that it is done, when, and what came of it.

    :raises Refused: when the day is still to come.
    """
    with perform(acts.FINISH, action, by=by, at=at, version=version) as entry:
        if found := rules.bars_to_finishing(done_on, on=london(at).date()):
            raise Refused(acts.FINISH, found)
        action.done_on, action.result, action.progress = done_on, result, rules.WHOLE
        action.save()
        entry.note(result)
    return action


def drop(action: Action, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Action:
    """Say that it will not be done, and why."""
    with perform(acts.DROP, action, by=by, at=at, version=version) as entry:
        action.save()
        entry.note(reason)
    return action


def reopen(action: Action, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Action:
    """Take an action up again that was finished or dropped."""
    with perform(acts.REOPEN, action, by=by, at=at, version=version) as entry:
        action.done_on = None
        action.progress = min(action.progress, rules.WHOLE - 1)
        action.save()
        entry.note(reason)
    return action

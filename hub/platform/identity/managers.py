"""Line managers: who is told when somebody does not act on an alert."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hub.law.findings import Finding
from hub.platform.act_table import Refused
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.identity import acts, handover
from hub.platform.identity.models import Person

# Longer than any council's line of managers; stops the walk should a circle ever be stored.
LONGEST_LINE = 30


def set_manager(person: Person, *, manager: Person | None, by: Actor, at: datetime) -> Person:
    """Say who somebody's line manager is, or that there is none.

    :raises Refused: for oneself, a circle, somebody of another authority or with a closed account.
    """
    if manager is not None and (findings := list(bars_to(person, manager))):
        raise Refused(acts.SET_MANAGER, findings)
    with perform(acts.SET_MANAGER, person, by=by, at=at):
        person.manager = manager
        person.save(update_fields=["manager"])
    return person


def bars_to(person: Person, manager: Person) -> Iterable[Finding]:
    """Give what stands in the way of one person managing another."""
    if manager.pk == person.pk:
        yield Finding("own_manager", "Nobody is their own line manager. Choose somebody else.")
    elif not manager.is_active:
        yield Finding("manager_left", f"The account of {manager.name} is closed. Choose somebody else.")
    elif manager.authority_id != person.authority_id or person.authority_id is None:
        yield Finding("manager_elsewhere", f"{manager.name} works for somebody else. Choose a colleague.")
    elif person.pk in line_above(manager):
        message = f"{person.name} is above {manager.name} in the line. Change the manager of {manager.name} first."
        yield Finding("circle", message)


def line_above(person: Person) -> list[int]:
    """Give the ids of the managers above somebody, nearest first."""
    line: list[int] = []
    above = person.manager_id
    while above is not None and above not in line and len(line) < LONGEST_LINE:
        line.append(above)
        above = Person.objects.filter(pk=above).values_list("manager_id", flat=True).first()
    return line


def reports_of(person: Person) -> list[Person]:
    """Give the people whose line manager somebody is."""
    return list(Person.objects.filter(manager=person, is_active=True).order_by("name", "pk"))


def _move(record: Person, person: Person, successor: Person, *, by: Actor, at: datetime) -> Any:
    """Give a report to the successor; the successor themselves stays without a manager until somebody sets one."""
    return set_manager(record, manager=None if record.pk == successor.pk else successor, by=by, at=at)


handover.register("identity.reports", find=reports_of, move=_move, label="People they manage")

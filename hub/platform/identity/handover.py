"""What somebody who leaves has in their hands: packages declare it, leaving moves all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from hub.law.findings import Finding
from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform, together
from hub.platform.identity import acts
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.services import end_role, end_sessions

Find = Callable[[Person], Sequence[Any]]
Move = Callable[..., object]
Listed = Callable[[Person], str]


@dataclass(frozen=True)
class Holding:
    """One sort of thing that people answer for."""

    kind: str
    label: str
    find: Find
    move: Move
    listed: Listed | None = None

    def href(self, person: Person) -> str:
        """Give the address of the list of what the person answers for; empty where there is none."""
        return self.listed(person) if self.listed else ""


_holdings: dict[str, Holding] = {}


def register(kind: str, *, find: Find, move: Move, label: str = "", listed: Listed | None = None) -> None:
    """Declare what is handed over when somebody leaves.

    :param kind: a name such as ``contract.manager``.
    :param find: ``find(person)`` gives the records that the person answers for.
    :param move: ``move(record, person, successor, by=, at=)`` performs the package's own act of transfer, which the
        authority's administrator must hold.
    :param label: what the page calls it ("Contracts managed").
    :param listed: gives the address of a list of exactly what ``find`` gives, so that the number leads somewhere.
    """
    _holdings[kind] = Holding(kind, label or kind, find, move, listed)


def forget(kind: str) -> None:
    """Take a declaration back; for tests that add one."""
    _holdings.pop(kind, None)


def in_hand(person: Person) -> list[tuple[Holding, Sequence[Any]]]:
    """Give what a person answers for, sort by sort; sorts with nothing are left out."""
    found = [(holding, holding.find(person)) for holding in _holdings.values()]
    return [(holding, records) for holding, records in found if records]


def hand_over(
    person: Person, *, successors: dict[str, Person], by: Actor, at: datetime, note: str = ""
) -> dict[str, int]:
    """Move everything to named successors, end all roles, close the account and its sessions; all or nothing.

    :param successors: who takes each kind that the person has in hand.
    :returns: how many records moved, by kind.
    :raises Refused: when something in hand has no successor, or a successor cannot sign in.
    """
    moved: dict[str, int] = {}
    with transaction.atomic(), together():
        waiting = in_hand(person)
        _refuse_gaps(person, waiting, successors)
        for holding, records in waiting:
            for record in records:
                holding.move(record, person, successors[holding.kind], by=by, at=at)
            moved[holding.kind] = len(records)
        today = clock.london(at).date()
        for grant in Membership.objects.in_force(today).filter(person=person).select_related("party", "person"):
            end_role(grant, by=by, at=at)
        with perform(acts.HAND_OVER, person, by=by, at=at) as entry:
            person.is_active = False
            person.save(update_fields=["is_active"])
            entry.note(note, moved=sum(moved.values()))
        end_sessions(person)
    return moved


def _refuse_gaps(person: Person, waiting: list[tuple[Holding, Sequence[Any]]], successors: dict[str, Person]) -> None:
    findings = []
    for holding, records in waiting:
        successor = successors.get(holding.kind)
        if successor is None:
            findings.append(Finding("no_successor", f"Name who takes over: {holding.label.lower()} ({len(records)})."))
        elif successor.pk == person.pk or not successor.is_active:
            findings.append(Finding("bad_successor", f"{successor.name} cannot take over: {holding.label.lower()}."))
    if findings:
        raise Refused(acts.HAND_OVER, findings)

"""Openers' keys, rosters and rehearsals: who is ready, who is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hub.bids.models import OpenerKey, Roster, Seat
from hub.bids.rules.openers import Proposed
from hub.bids.terms import KeyState
from hub.platform.actors import Actor
from hub.platform.identity.roles import EDITORS, OFFICERS, Role
from hub.platform.identity.selectors import roles_held
from hub.platform.tenancy.models import Authority


@dataclass(frozen=True)
class Place:
    """One place on a roster as people see it.

    :param can_act: whether the key is not retired and its holder still opens bids here.
    :param has_given: whether the share of the rehearsal is here.
    """

    seat: Seat
    can_act: bool
    has_given: bool


def _of_officers(rows: Any, actor: Actor) -> Any:
    if actor.is_system:
        return rows
    # Who only scores bids sees nothing of who opens them.
    return rows.visible_to(actor.only(OFFICERS))


def keys(actor: Actor) -> Any:
    """Give the openers' keys that an officer may see; their private halves are nowhere."""
    return _of_officers(OpenerKey.objects.all(), actor).select_related("person", "authority")


def key_of(actor: Actor, reference: str) -> OpenerKey | None:
    """Give one key, or None."""
    return keys(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def rosters(actor: Actor) -> Any:
    """Give the rosters that an officer may see."""
    return _of_officers(Roster.objects.all(), actor).select_related("authority")


def roster_of(actor: Actor, reference: str) -> Roster | None:
    """Give one roster, or None."""
    return rosters(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def seats_of(roster: Roster) -> list[Seat]:
    """Give the places of a roster in their order, each with its key and the person."""
    return list(roster.seats.select_related("key__person").order_by("position"))


def own_seat(roster: Roster, person_id: int | None) -> Seat | None:
    """Give a person's own place on a roster, or None; a key in an envelope is used by whoever keeps it."""
    return roster.seats.select_related("key__person").filter(key__person=person_id or 0).first()  # type: ignore[no-any-return]


def candidates(authority: Authority, *, on: date) -> Any:
    """Give the keys that can be put on a new roster: proven, of people who may open bids on a day."""
    there = [person.pk for person, _ in roles_held([Role.BID_OPENER], authority.pk, on)]
    return OpenerKey.objects.proven().filter(authority=authority, person__in=there).select_related("person")


def proposed(found: Iterable[OpenerKey], authority: Authority, *, on: date) -> list[Proposed]:
    """Give what the rules want to know of those who would sit on a roster."""
    held = {person.pk: roles for person, roles in roles_held([Role.BID_OPENER, *EDITORS], authority.pk, on)}
    return [
        Proposed(
            id=key.reference,
            name=key.person.name,
            person=key.person_id,
            is_outside=not held.get(key.person_id, set()) & EDITORS,
            is_safe_key=key.is_safe_key,
            can_open=may_sit(key, held.get(key.person_id, set())),
        )
        for key in found
    ]


def may_sit(key: OpenerKey, roles: Iterable[Role]) -> bool:
    """Say whether a key can be put on a roster, given the roles that its holder has on that day."""
    return key.status == KeyState.PROVEN and Role.BID_OPENER in set(roles)


def rehearsal(roster: Roster, *, on: date) -> list[Place]:
    """Give how far each place of a roster is."""
    there = {person.pk for person, _ in roles_held([Role.BID_OPENER], roster.authority_id, on)}
    given = set(roster.shares.values_list("seat", flat=True))
    return [
        Place(one, one.key.status == KeyState.PROVEN and one.key.person_id in there, one.pk in given)
        for one in seats_of(roster)
    ]


def short(roster: Roster, places: Sequence[Place]) -> bool:
    """Say whether so few can still act that the loss of one more would leave too few."""
    return sum(one.can_act for one in places) <= roster.needed


def in_force(authority: Authority, use: str) -> Roster | None:
    """Give the roster of an authority that is in force for a use, or None."""
    return Roster.objects.in_force().filter(authority=authority, use=use).first()  # type: ignore[no-any-return]

"""Who hears of something: roles become people, and those who left are replaced."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hub.platform.identity.models import Deputy, Membership, Person
from hub.platform.identity.roles import STAFF_ROLES, Role


class Directory:
    """What people hold on one day, read once for a batch."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._holders: dict[tuple[Role, int], list[int]] = {}
        self._present: dict[int, frozenset[int]] = {}
        self._deputies: dict[int, list[int]] | None = None

    def holders(self, role: Role, authority_id: int) -> list[int]:
        """Give the people who hold a role at an authority."""
        spot = (role, authority_id)
        if spot not in self._holders:
            rows = Membership.objects.in_force(self.on).filter(role=role, party_id=authority_id)
            self._holders[spot] = sorted(set(rows.values_list("person_id", flat=True)))
        return self._holders[spot]

    def read(self, people: Iterable[int]) -> None:
        """Read where some people are staff today, in one query."""
        unread = {one for one in people if one not in self._present}
        if not unread:
            return
        at: dict[int, set[int]] = {one: set() for one in unread}
        rows = Membership.objects.in_force(self.on).filter(person_id__in=unread, role__in=STAFF_ROLES)
        for person_id, party_id in rows.values_list("person_id", "party_id"):
            at[person_id].add(party_id)
        self._present.update({one: frozenset(parties) for one, parties in at.items()})

    def is_at(self, person_id: int, authority_id: int) -> bool:
        """Say whether somebody is staff of an authority."""
        self.read([person_id])
        return authority_id in self._present[person_id]

    def resolve(self, told: Iterable[int | Role], authority_id: int, *, otherwise: Iterable[Role] = ()) -> list[int]:
        """Give the people behind ids and roles; when all of them left, the holders of ``otherwise``.

        Whoever moved to another authority has left this one: its records are not theirs to hear of, and somebody who
        is still here must. The same holds for those who stand in for them.
        """
        found: list[int] = []
        for one in told:
            if isinstance(one, Role):
                found += self.holders(one, authority_id)
            elif self.is_at(one, authority_id):
                found.append(one)
        if not found:
            found = [one for role in otherwise for one in self.holders(role, authority_id)]
        deputies = self.deputies(found)
        self.read(deputies)
        return list(dict.fromkeys([*found, *(one for one in deputies if self.is_at(one, authority_id))]))

    def deputies(self, people: Iterable[int]) -> list[int]:
        """Give who is told in the place of some people today, because they named a deputy."""
        if self._deputies is None:
            self._deputies = {}
            for person_id, deputy_id in Deputy.objects.in_force(self.on).values_list("person_id", "deputy_id"):
                self._deputies.setdefault(person_id, []).append(deputy_id)
        return [deputy for one in people for deputy in self._deputies.get(one, [])]


def line_manager(person_id: int) -> int | None:
    """Give somebody's line manager where the directory of people knows one."""
    return Person.objects.filter(pk=person_id).values_list("manager_id", flat=True).first()

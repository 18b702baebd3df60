"""Who acts: a person with their grants of today, the system, or nobody."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self

from hub.platform.identity.roles import STAFF_ROLES, SUPPLIER_ROLES, Role


@dataclass(frozen=True)
class Grant:
    """One role at one party (an authority or a supplier organisation)."""

    party_id: int
    role: Role


@dataclass(frozen=True)
class Actor:
    """A person, the system or nobody, with what they hold now."""

    person_id: int | None
    name: str
    grants: frozenset[Grant] = field(default_factory=frozenset)
    home_id: int | None = None
    is_system: bool = False

    @property
    def is_anonymous(self) -> bool:
        """Say whether nobody is signed in."""
        return self.person_id is None and not self.is_system

    @property
    def reach(self) -> frozenset[int]:
        """Give the ids of the authorities where this actor is staff."""
        return frozenset(grant.party_id for grant in self.grants if grant.role in STAFF_ROLES)

    @property
    def supplier_reach(self) -> frozenset[int]:
        """Give the ids of the supplier parties for which this actor works."""
        return frozenset(grant.party_id for grant in self.grants if grant.role in SUPPLIER_ROLES)

    @property
    def roles(self) -> frozenset[Role]:
        """Give every role held anywhere."""
        return frozenset(grant.role for grant in self.grants)

    def roles_at(self, party_id: int) -> frozenset[Role]:
        """Give the roles held at one party."""
        return frozenset(grant.role for grant in self.grants if grant.party_id == party_id)

    def holds(self, roles: Iterable[Role], party_id: int) -> bool:
        """Say whether any of ``roles`` is held at ``party_id``; the system holds only ``SYSTEM``, everywhere."""
        wanted = frozenset(roles)
        if self.is_system:
            return Role.SYSTEM in wanted
        return bool(wanted & self.roles_at(party_id))

    def only(self, roles: Iterable[Role]) -> Self:
        """Give the same actor with the grants of some roles alone, so that no other role opens anything."""
        wanted = frozenset(roles)
        return replace(self, grants=frozenset(grant for grant in self.grants if grant.role in wanted))

    def has_any(self, roles: Iterable[Role]) -> bool:
        """Say whether any of ``roles`` is held anywhere."""
        return bool(frozenset(roles) & self.roles)


NOBODY = Actor(person_id=None, name="Nobody signed in")
SYSTEM = Actor(person_id=None, name="The system", is_system=True)


def system_actor() -> Actor:
    """Give the actor of workers and timed acts."""
    return SYSTEM

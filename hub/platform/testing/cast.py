"""The known cast of people: the same in tests, demo and documentation (experience.md, "People in examples")."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from hub.platform import clock
from hub.platform.actors import Actor, system_actor
from hub.platform.identity import selectors, services
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.roles import Role
from hub.platform.tenancy.models import Authority, Party, PartyKind
from hub.platform.tenancy.services import add_authority, new_party


@dataclass(frozen=True)
class AuthorityLine:
    """One authority of the cast."""

    code: str
    name: str
    prefix: str = ""
    parent: str = ""
    domain: str = ""


@dataclass(frozen=True)
class Member:
    """One person of the cast: where they belong and what they hold there."""

    key: str
    name: str
    at: str
    roles: tuple[Role, ...] = ()
    says: str = ""

    @property
    def site(self) -> str:
        """Give the site that this person uses."""
        if not self.roles:
            return "public"
        return "staff" if self.at in {line.code for line in AUTHORITIES} else "supplier"


AUTHORITIES = (
    AuthorityLine("ECA", "Eastmere Combined Authority", domain="eastmere.example"),
    AuthorityLine("WDC", "Wickmoor District Council", "WDC", "ECA", "wickmoor.example"),
    AuthorityLine("SCC", "Stanbridge City Council", "SCC", "ECA", "stanbridge.example"),
)
SUPPLIERS = {
    "fenland": ("Fenland Cycle Works", "fenland.example"),
    "meridian": ("Meridian FM plc", "meridian.example"),
}
MEMBERS = (
    Member("priya", "Priya Shah", "ECA", (Role.PROCUREMENT_OFFICER, Role.MODERATOR), "Procurement officer"),
    Member(
        "morag",
        "Morag Lennox",
        "ECA",
        (Role.PROCUREMENT_LEAD, Role.GATE_KEEPER, Role.PUBLISHER, Role.BID_OPENER),
        "Procurement lead",
    ),
    Member("tom", "Tom Okafor", "ECA", (Role.REQUESTER,), "Requester"),
    Member("ruth", "Ruth Bell", "ECA", (Role.BUDGET_HOLDER, Role.REQUESTER), "Budget holder"),
    Member("aisha", "Aisha Rahman", "ECA", (Role.CONTRACT_MANAGER,), "Contract manager"),
    Member("daniel", "Daniel Frost", "ECA", (Role.LEGAL, Role.BID_OPENER), "Legal"),
    Member("helen", "Helen Marsh", "ECA", (Role.FINANCE, Role.BID_OPENER), "Finance"),
    Member("victor", "Victor Lund", "ECA", (Role.MEMBER,), "Committee member"),
    Member("gwen", "Gwen Parry", "ECA", (Role.CHAIR,), "Chair of the gateway committee"),
    Member("ahmed", "Ahmed Idris", "ECA", (Role.COUNCILLOR,), "Councillor"),
    Member("naomi", "Naomi Clarke", "ECA", (Role.AUDITOR, Role.BID_OPENER), "Auditor"),
    Member("leo", "Leo Hart", "ECA", (Role.EVALUATOR,), "Evaluator"),
    Member("ines", "Ines Costa", "ECA", (Role.EVALUATOR,), "Evaluator from outside"),
    Member("sam", "Sam Doyle", "ECA", (Role.AUTHORITY_ADMIN,), "Administrator"),
    Member("noor", "Noor Haddad", "ECA", (Role.DATA_PROTECTION, Role.BID_OPENER), "Data protection officer"),
    Member("jo", "Jo Whitfield", "WDC", (Role.PROCUREMENT_OFFICER,), "Wickmoor officer"),
    Member("harriet", "Harriet Vane", "WDC", (Role.PROCUREMENT_LEAD, Role.AUTHORITY_ADMIN), "Wickmoor lead"),
    Member("colin", "Colin Pryce", "WDC", (Role.CONTRACT_MANAGER,), "Wickmoor contract manager"),
    Member("yusuf", "Yusuf Demir", "SCC", (Role.PROCUREMENT_OFFICER,), "Stanbridge officer"),
    Member("adaeze", "Adaeze Obi", "SCC", (Role.PROCUREMENT_LEAD, Role.AUTHORITY_ADMIN), "Stanbridge lead"),
    Member("carys", "Carys Bevan", "SCC", (Role.CONTRACT_MANAGER,), "Stanbridge contract manager"),
    Member("bartosz", "Bartosz Nowak", "fenland", (Role.SUPPLIER_OWNER,), "Small firm that bids"),
    Member("olivia", "Olivia Grant", "meridian", (Role.SUPPLIER_OWNER,), "Large firm, owner of its account"),
    Member("raj", "Raj Patel", "meridian", (Role.SUPPLIER_EDITOR,), "Large firm, writes bids"),
    Member("beth", "Beth Lowe", "meridian", (Role.SUPPLIER_VIEWER,), "Large firm, reads along"),
    Member("kit", "Kit Mallory", "", (), "Reporter, without an account"),
)
BY_KEY = {member.key: member for member in MEMBERS}


@dataclass
class Cast:
    """The cast once it stands in the database; ``cast.aisha`` is a person, ``cast.eca`` an authority."""

    at: datetime
    people: dict[str, Person] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person | Authority | Party:
        """Give a person by key, an authority by its code in small letters, or a supplier's party by key."""
        if name.startswith("_"):
            # A copy asks for its own methods before it has any field.
            raise AttributeError(name)
        for rows, key in ((self.people, name), (self.authorities, name.upper()), (self.parties, name)):
            if key in rows:
                return rows[key]  # type: ignore[no-any-return, attr-defined]
        raise AttributeError(f"Nobody in the cast is called {name}.")

    def actor(self, key: str, *, at: datetime | None = None) -> Actor:
        """Give the actor that a person is at an instant (else when the cast was made), or ``system``."""
        if key == "system":
            return system_actor()
        if at is not None:
            return selectors.actor_for(self.people[key], on=clock.london(at).date())
        if key not in self._actors:
            self._actors[key] = selectors.actor_for(self.people[key], on=clock.london(self.at).date())
        return self._actors[key]


def make_cast(at: datetime) -> Cast:
    """Create authorities, parties, people and their roles by acts of the system, in one transaction.

    :param at: when all of it happens; the roles begin on that day.
    """
    cast = Cast(at=at)
    with transaction.atomic():
        for line in AUTHORITIES:
            cast.authorities[line.code] = add_authority(
                code=line.code,
                name=line.name,
                reference_prefix=line.prefix,
                parent=cast.authorities.get(line.parent),
                by=system_actor(),
                at=at,
            )
            cast.parties[line.code] = cast.authorities[line.code].party
        for key, (name, _) in SUPPLIERS.items():
            cast.parties[key] = new_party(name, kind=PartyKind.SUPPLIER)
        _add_people(cast)
    return cast


def find_cast(at: datetime) -> Cast:
    """Give the cast that already stands in the database, as the demo's commands need it."""
    cast = Cast(at=at)
    cast.authorities = {row.code: row for row in Authority.objects.select_related("party", "parent")}
    cast.parties = {row.code: row.party for row in cast.authorities.values()}
    for key, (name, _) in SUPPLIERS.items():
        cast.parties[key] = Party.objects.get(name=name, kind=PartyKind.SUPPLIER)
    cast.people = {row.cast_key: row for row in Person.objects.exclude(cast_key="").select_related("authority")}
    return cast


def address_of(member: Member) -> str:
    """Give the e-mail address of somebody in the cast."""
    domains = {line.code: line.domain for line in AUTHORITIES} | {key: row[1] for key, row in SUPPLIERS.items()}
    return f"{member.name.lower().replace(' ', '.')}@{domains[member.at]}"


def _add_people(cast: Cast) -> None:
    members = [member for member in MEMBERS if member.roles]
    people = [
        services.new_person(
            name=member.name,
            email=address_of(member),
            authority=cast.authorities.get(member.at),
            cast_key=member.key,
        )
        for member in members
    ]
    services.add_people(people, by=system_actor(), at=cast.at)
    cast.people = {person.cast_key: person for person in people}
    day = clock.london(cast.at).date()
    grants = [
        Membership(person=cast.people[member.key], party=cast.parties[member.at], role=role, starts_on=day)
        for member in members
        for role in member.roles
    ]
    services.grant_roles(grants, by=system_actor(), at=cast.at)

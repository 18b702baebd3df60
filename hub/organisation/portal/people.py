"""Who belongs to an organisation, as its own people see it; plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hub.organisation import acts, selectors, services
from hub.organisation.models import Invite, Organisation
from hub.organisation.portal.joining import Asked, Claimed, asked, claimed
from hub.organisation.services import belonging
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity import selectors as identity
from hub.platform.identity.models import Person
from hub.platform.identity.roles import Role

INVITE, CHANGE_ROLE, REMOVE, LEAVE = acts.INVITE, acts.CHANGE_ROLE, acts.REMOVE, acts.LEAVE
TAKE_BACK, ACCEPT_INVITE = acts.TAKE_BACK, acts.ACCEPT_INVITE
ROLES = (
    (Role.SUPPLIER_OWNER, "Owner", "Can do everything, and lets people in and out"),
    (Role.SUPPLIER_EDITOR, "Editor", "Can write answers and bids, and send them"),
    (Role.SUPPLIER_VIEWER, "Viewer", "Can read, and change nothing"),
)
WORDS = {role: word for role, word, _ in ROLES}


@dataclass(frozen=True)
class Member:
    """Somebody who belongs to an organisation."""

    pk: int
    name: str
    email: str
    role: Role
    is_me: bool
    is_last_owner: bool

    @property
    def role_word(self) -> str:
        """Give the role in one word."""
        return WORDS[self.role]


@dataclass(frozen=True)
class Invited:
    """An invitation that waits, or that somebody reads."""

    pk: int
    party: int
    organisation: str
    email: str
    role_word: str
    invited_by: str
    ends_at: datetime
    is_good: bool
    path: str


@dataclass(frozen=True)
class People:
    """Everything that the page of people shows to one of them; what only owners see is empty for others."""

    members: tuple[Member, ...]
    invites: tuple[Invited, ...]
    requests: tuple[Asked, ...]
    claims: tuple[Claimed, ...]

    @property
    def owners(self) -> int:
        """Give how many owners there are."""
        return sum(one.role == Role.SUPPLIER_OWNER for one in self.members)


def people(actor: Actor, party: int, *, at: datetime) -> People:
    """Give who belongs to an organisation of the reader."""
    if party not in actor.supplier_reach:
        return People((), (), (), ())
    rows = selectors.members(party, on=london(at).date())
    alone = sum(role == Role.SUPPLIER_OWNER for _, role in rows) == 1
    members = tuple(
        Member(
            person.pk, person.name, person.email, role, person.pk == actor.person_id,
            alone and role == Role.SUPPLIER_OWNER,
        )
        for person, role in rows
    )  # fmt: skip
    row = selectors.of_party(party)
    if row is None:
        return People(members, (), (), ())
    claims = tuple(claimed(one) for one in selectors.claims_of(row))
    if not actor.holds(acts.OWNERS, party):
        return People(members, (), (), claims)
    invites = tuple(_invited(one, at) for one in selectors.invites_of(row, at=at))
    requests = tuple(asked(one) for one in selectors.requests_of(row))
    return People(members, invites, requests, claims)


def member(actor: Actor, party: int, pk: int, *, at: datetime) -> Member | None:
    """Give one of the people of an organisation of the reader."""
    return next((one for one in people(actor, party, at=at).members if one.pk == pk), None)


def invite(actor: Actor, party: int, *, email: str, role: Role, at: datetime) -> Invited:
    """Invite somebody.

    :raises LookupError: when the organisation is not the reader's.
    :raises Refused: when they are no owner, or the address belongs to it already.
    """
    return _invited(services.invite(_own(actor, party, at), email=email, role=role, by=actor, at=at), at)


def waiting_invite(actor: Actor, pk: int, *, at: datetime) -> Invited | None:
    """Give an invitation that an owner may take back."""
    row = selectors.own_invite(actor, pk)
    return _invited(row, at) if row else None


def take_back(actor: Actor, pk: int, *, at: datetime) -> None:
    """Take an invitation back.

    :raises LookupError, Refused: when it is not theirs or was answered.
    """
    row = selectors.own_invite(actor, pk)
    if row is None:
        raise LookupError(pk)
    services.take_back(row, by=actor, at=at)


def invitation(pk: int, token: str, *, at: datetime) -> Invited | None:
    """Give the invitation of a mailed link; None when it is not ours."""
    row = selectors.invite(pk)
    if row is None or not belonging.is_token_of(row, token):
        return None
    return _invited(row, at)


def invitations(actor: Actor, *, at: datetime) -> list[Invited]:
    """Give the invitations that wait for the reader."""
    return [_invited(row, at) for row in selectors.invites_to(identity.myself(actor).email, at=at)]


def accept_invite(actor: Actor, pk: int, *, at: datetime) -> int:
    """Accept an invitation with the account of its address; give the number of the organisation.

    :raises LookupError, Refused: when there is none, or it cannot be accepted any more.
    """
    row = selectors.invite(pk)
    if row is None:
        raise LookupError(pk)
    return services.accept_invite(row, identity.myself(actor), by=actor, at=at).organisation.party_id


def change_role(actor: Actor, party: int, pk: int, *, role: Role, at: datetime) -> None:
    """Give one of the people another role.

    :raises LookupError, Refused: when it is not the reader's organisation, or nobody would be owner.
    """
    services.change_role(_own(actor, party, at), _person(party, pk, at), role=role, by=actor, at=at)


def remove(actor: Actor, party: int, pk: int, *, at: datetime) -> None:
    """Remove one of the people, or oneself.

    :raises LookupError, Refused: as for ``change_role``.
    """
    done = services.leave if pk == actor.person_id else services.remove
    done(_own(actor, party, at), _person(party, pk, at), by=actor, at=at)


def _own(actor: Actor, party: int, at: datetime) -> Organisation:
    found = selectors.party(party) if party in actor.supplier_reach else None
    if found is None:
        raise LookupError(party)
    return services.of(found, at=at)


def _person(party: int, pk: int, at: datetime) -> Person:
    found = selectors.member(party, pk, on=london(at).date())
    if found is None:
        raise LookupError(pk)
    return found[0]


def _invited(row: Invite, at: datetime) -> Invited:
    return Invited(
        pk=row.pk, party=row.organisation.party_id, organisation=row.organisation.name, email=row.email,
        role_word=WORDS[Role(row.role)].lower(), invited_by=row.invited_by.name, ends_at=row.ends_at,
        is_good=row.is_good(at), path=f"/organisation/invite/{row.pk}/{belonging.invite_token(row)}/",
    )  # fmt: skip

"""Invite people, change what they may do, let them go. Roles are read at each request, so all of it holds at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core import signing

from hub.law.findings import Finding
from hub.organisation import acts, selectors
from hub.organisation.models import Invite, Organisation
from hub.organisation.services.telling import tell
from hub.organisation.terms import InviteState
from hub.platform.act_table import Act, Refused, bars
from hub.platform.actors import Actor, system_actor
from hub.platform.acts import create, perform
from hub.platform.clock import london
from hub.platform.identity import acts as identity_acts
from hub.platform.identity import services as identity
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.roles import Role
from hub.platform.tenancy.models import PartyKind

LAST_OWNER = Finding(
    "last_owner", "This is the only owner. Make somebody else an owner first, so that the organisation is not lost."
)
MOST_INVITES = 20
_INVITATION = "hub.organisation.invite"


def invite(organisation: Organisation, *, email: str, role: Role, by: Actor, at: datetime) -> Invite:
    """Invite somebody by e-mail. Whether they have an account already is not said to who invites.

    :raises Refused: when they belong to it already, were invited already, or twenty invitations wait.
    """
    email = email.strip().lower()
    row = Invite(organisation=organisation, email=email, role=role, invited_by_id=by.person_id or 0, sent_at=at)
    with create(acts.INVITE, row, by=by, at=at) as entry:
        _may_invite(organisation, email, at)
        row.save()
        entry.note(role=role)
    tell(
        [email],
        f"Join {organisation.name} on Procurement Hub",
        f"{by.name} invites you to join {organisation.name} on Procurement Hub. Open this within 14 days:",
        path=f"/organisation/invite/{row.pk}/{invite_token(row)}/",
        after="If you do not know them, do nothing.",
    )
    return row


def _may_invite(organisation: Organisation, email: str, at: datetime) -> None:
    on = london(at).date()
    if any(person.email.lower() == email for person, _ in selectors.members(organisation.party_id, on=on)):
        raise Refused(acts.INVITE, [Finding("member", f"{email} belongs to it already.", cure="email")])
    waiting = selectors.invites_of(organisation, at=at)
    if any(one.email.lower() == email for one in waiting):
        message = f"{email} was invited already. Take that invitation back first."
        raise Refused(acts.INVITE, [Finding("invited", message, cure="email")])
    if len(waiting) >= MOST_INVITES:
        message = "Twenty invitations wait for an answer. Take some back first."
        raise Refused(acts.INVITE, [Finding("too_many", message)])


def invite_token(row: Invite) -> str:
    """Give the signed mark that goes into the mailed link of an invitation."""
    return signing.dumps([row.pk, row.email], salt=_INVITATION)


def is_token_of(row: Invite, token: str) -> bool:
    """Say whether a mark is one of an invitation; each that was made of it is, whenever that was."""
    try:
        return signing.loads(token, salt=_INVITATION) == [row.pk, row.email]  # type: ignore[no-any-return]
    except signing.BadSignature:
        return False


def take_back(row: Invite, *, by: Actor, at: datetime) -> Invite:
    """Take an invitation back; its link is worth nothing from then on."""
    with perform(acts.TAKE_BACK, row, by=by, at=at):
        row.save()
    return row


def accept_invite(row: Invite, person: Person, *, by: Actor, at: datetime) -> Invite:
    """Accept an invitation with the account of the invited address.

    :raises Refused: when it lapsed, was for another address, or who sent it is no owner any more.
    """
    with perform(acts.ACCEPT_INVITE, row, by=by, at=at) as entry:
        row.accepted_by = person
        row.save()
        identity.grant_role(person, Role(row.role), at_party=row.organisation.party, by=system_actor(), at=at)
        entry.note(role=Role(row.role))
    return row


@bars(acts.ACCEPT_INVITE)
def invite_is_not_good(row: Invite, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse an invitation that lapsed, is somebody else's, or comes from somebody who is no owner any more."""
    if row.status == InviteState.SENT and at > row.ends_at:
        yield Finding("lapsed", "This invitation is over. Ask for a new one.")
    person = Person.objects.filter(pk=by.person_id or 0).first()
    if person is None or person.email.lower() != row.email.lower():
        yield Finding("other_address", "This invitation is for another e-mail address. Sign in with that one.")
    if row.organisation.party_id in by.supplier_reach:
        yield Finding("member", "You belong to this organisation already.")
    owners = selectors.owners(row.organisation.party_id, on=london(at).date())
    if row.invited_by_id not in {one.pk for one in owners}:
        yield Finding("no_owner", "Who invited you is no owner any more. Ask for a new invitation.")


def let_in(organisation: Organisation, person: Person, role: Role, *, at: datetime) -> None:
    """Give somebody a role in place of any that they hold there; inside an act that said so."""
    for grant in selectors.grants(organisation.party_id, person.pk, on=london(at).date()):
        identity.end_role(grant, by=system_actor(), at=at)
    identity.grant_role(person, role, at_party=organisation.party, by=system_actor(), at=at)


def change_role(organisation: Organisation, person: Person, *, role: Role, by: Actor, at: datetime) -> None:
    """Give somebody another role in the organisation.

    :raises Refused: when it is the only owner who would be owner no more, or the role is the one they have.
    """
    on = london(at).date()
    with perform(acts.CHANGE_ROLE, organisation, by=by, at=at) as entry:
        held = selectors.member(organisation.party_id, person.pk, on=on)
        if held is None:
            raise Refused(acts.CHANGE_ROLE, [Finding("no_member", f"{person.name} does not belong to it any more.")])
        if held[1] == role:
            message = f"{person.name} has this role already."
            raise Refused(acts.CHANGE_ROLE, [Finding("same_role", message, cure="role")])
        if role != Role.SUPPLIER_OWNER:
            _keep_an_owner(acts.CHANGE_ROLE, organisation, person, at)
        let_in(organisation, person, role, at=at)
        entry.changed(f"role of {person.pk}", held[1], role)


def remove(organisation: Organisation, person: Person, *, by: Actor, at: datetime) -> None:
    """Remove somebody; at their next request nothing of the organisation is within their reach.

    :raises Refused: when it is the only owner.
    """
    with perform(acts.REMOVE, organisation, by=by, at=at) as entry:
        _keep_an_owner(acts.REMOVE, organisation, person, at)
        _let_go(organisation, person, at)
        entry.changed(f"person {person.pk}", "member", None)


def leave(organisation: Organisation, person: Person, *, by: Actor, at: datetime) -> None:
    """Leave an organisation by oneself.

    :raises Refused: when it is the only owner, who hands over first.
    """
    with perform(acts.LEAVE, organisation, by=by, at=at) as entry:
        _keep_an_owner(acts.LEAVE, organisation, person, at)
        _let_go(organisation, person, at)
        entry.changed(f"person {person.pk}", "member", None)


def _let_go(organisation: Organisation, person: Person, at: datetime) -> None:
    for grant in selectors.grants(organisation.party_id, person.pk, on=london(at).date()):
        identity.end_role(grant, by=system_actor(), at=at)


def _keep_an_owner(act: Act, organisation: Organisation, person: Person, at: datetime) -> None:
    """Raise when nobody would be owner without this person."""
    if selectors.owners(organisation.party_id, on=london(at).date()) == [person]:
        raise Refused(act, [LAST_OWNER])


@bars(identity_acts.END_ROLE)
def role_is_the_last_owners(grant: Membership, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse to end the role of the only owner past the acts of this package as well."""
    if by.is_system or grant.party.kind != PartyKind.SUPPLIER or grant.role != Role.SUPPLIER_OWNER:
        return
    if selectors.owners(grant.party_id, on=london(at).date()) == [grant.person]:
        yield LAST_OWNER

"""Ask the owners of an organisation to be let in; one of them accepts or declines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hub.law.findings import Finding
from hub.organisation import acts, selectors
from hub.organisation.models import JoinRequest, Organisation
from hub.organisation.services.telling import tell
from hub.platform.act_table import Refused, bars
from hub.platform.actors import Actor
from hub.platform.acts import create, perform
from hub.platform.clock import london
from hub.platform.identity import services as identity
from hub.platform.identity.models import Person
from hub.platform.identity.roles import Role

# A rival who asks and asks again must not bury the owners: so many may wait at one organisation, and one of a person.
MOST_WAITING = 30


def ask_to_join(organisation: Organisation, person: Person, *, message: str, by: Actor, at: datetime) -> JoinRequest:
    """Ask the owners to be let in.

    :raises Refused: when the person belongs to it or has asked already.
    """
    row = JoinRequest(organisation=organisation, person=person, message=message.strip(), asked_at=at)
    with create(acts.ASK, row, by=by, at=at):
        if selectors.waiting_request(organisation, person.pk):
            message = "You have asked already. An owner has not answered yet."
            raise Refused(acts.ASK, [Finding("asked", message)])
        if len(selectors.requests_of(organisation)) >= MOST_WAITING:
            message = "Too many people wait here. Ask an owner to invite you instead."
            raise Refused(acts.ASK, [Finding("too_many", message)])
        row.save()
    owners = selectors.owners(organisation.party_id, on=london(at).date())
    tell(
        [owner.email for owner in owners],
        f"Somebody asks to join {organisation.name}",
        f"{person.name} ({person.email}) asks to join {organisation.name} on Procurement Hub. Let them in or decline:",
        path=f"/organisation/people/?of={organisation.party_id}",
        after="Decline if you do not know them.",
    )
    return row


@bars(acts.ASK)
def person_belongs_to_it(row: JoinRequest, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse somebody who belongs to it."""
    if row.organisation.party_id in by.supplier_reach:
        yield Finding("member", "You belong to this organisation already.")


def accept(row: JoinRequest, *, role: Role, by: Actor, at: datetime) -> JoinRequest:
    """Let somebody in with a role."""
    with perform(acts.ACCEPT, row, by=by, at=at) as entry:
        _answered(row, by, at)
        party = row.organisation.party
        if selectors.member(party.pk, row.person_id, on=london(at).date()):
            message = f"{row.person.name} belongs to it already. Decline this request."
            raise Refused(acts.ACCEPT, [Finding("member", message)])
        identity.grant_role(row.person, role, at_party=party, by=by, at=at)
        entry.note(role=role)
    tell(
        [row.person.email], f"You can now use {row.organisation.name} on Procurement Hub",
        f"{by.name} let you in. Go on here:", path="/organisation/",
    )  # fmt: skip
    return row


def decline(row: JoinRequest, *, by: Actor, at: datetime) -> JoinRequest:
    """Decline; the person is told, and may still be invited."""
    with perform(acts.DECLINE, row, by=by, at=at):
        _answered(row, by, at)
    tell(
        [row.person.email], f"{row.organisation.name} declined your request",
        "An owner declined. If you think this is wrong, talk to them. You can still add an organisation of your own:",
        path="/organisation/join/",
    )  # fmt: skip
    return row


def _answered(row: JoinRequest, by: Actor, at: datetime) -> None:
    row.answered_by_id, row.answered_at = by.person_id, at
    row.save()

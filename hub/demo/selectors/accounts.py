"""Records of the demo on the supplier's own side."""

from __future__ import annotations

from datetime import datetime

from hub.organisation import selectors
from hub.organisation.models import Claim, Invite, JoinRequest
from hub.organisation.terms import ClaimState, InviteState, RequestState
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity.models import Membership
from hub.platform.identity.roles import SUPPLIER_ROLES


def parties() -> list[int]:
    """Give the organisations that have people."""
    rows = Membership.objects.filter(role__in=SUPPLIER_ROLES).order_by("party")
    return list(rows.values_list("party", flat=True).distinct())


def members() -> list[int]:
    """Give the people of organisations."""
    return list(Membership.objects.filter(role__in=SUPPLIER_ROLES).order_by("person").values_list("person", flat=True))


def invites() -> list[int]:
    """Give the invitations that wait."""
    return list(Invite.objects.filter(status=InviteState.SENT).order_by("pk").values_list("pk", flat=True))


def requests() -> list[int]:
    """Give the requests to join that wait."""
    return list(JoinRequest.objects.filter(status=RequestState.ASKED).order_by("pk").values_list("pk", flat=True))


def claims() -> list[int]:
    """Give the claims to which people can object."""
    return list(Claim.objects.filter(status=ClaimState.WAITING).order_by("pk").values_list("pk", flat=True))


def is_outside(actor: Actor, party: int) -> bool:
    """Say whether an actor does not belong to an organisation, and so may ask to join."""
    return party not in actor.supplier_reach


def is_colleague(actor: Actor, person: int, *, at: datetime) -> bool:
    """Say whether somebody else belongs to an organisation of the actor."""
    on = london(at).date()
    held = any(selectors.member(party, person, on=on) for party in actor.supplier_reach)
    return held and person != actor.person_id


def invited_by_own(actor: Actor, pk: int) -> bool:
    """Say whether an invitation is of an organisation where the actor is owner."""
    return selectors.own_invite(actor, pk) is not None


def asks_own(actor: Actor, pk: int) -> bool:
    """Say whether a request is for an owner like the actor."""
    return selectors.request_for(actor, pk) is not None


def claims_own(actor: Actor, pk: int) -> bool:
    """Say whether a claim is on an organisation of the actor."""
    return selectors.claim_for(actor, pk) is not None

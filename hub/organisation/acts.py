"""The acts of a supplier's organisation. It belongs to no authority: a guard asks for the role in this organisation."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hub.law.findings import Finding
from hub.organisation.terms import ClaimState, InviteState, RequestState
from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.identity.roles import BIDDERS, SUPPLIER_ROLES, Role

OWNERS = frozenset({Role.SUPPLIER_OWNER})
WRITERS = OWNERS | {Role.SUPPLIER_EDITOR}
ELSEWHERE = "You do not hold the role for this in the organisation. Ask one of its owners."


def for_owners(record: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse everybody but an owner of this organisation."""
    if not by.is_system and not by.holds(OWNERS, record.root.party_id):
        yield Finding("other_organisation", ELSEWHERE)


def for_writers(record: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse everybody but an owner or editor of this organisation."""
    if not by.is_system and not by.holds(WRITERS, record.root.party_id):
        yield Finding("other_organisation", ELSEWHERE)


def for_members(record: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse whoever does not belong to this organisation."""
    if not by.is_system and not by.holds(SUPPLIER_ROLES, record.root.party_id):
        yield Finding("other_organisation", ELSEWHERE)


def for_oneself(record: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse whoever acts on what is somebody else's to do."""
    if not by.is_system and by.person_id != record.person_id:
        yield Finding("not_yours", "Only the person themselves can do this.")


REGISTER = Act(
    "organisation.register", label="Put the organisation on the Hub", phrase="Add your organisation",
    held_by=BIDDERS | {Role.SYSTEM},
)  # fmt: skip
DESCRIBE = Act(
    "organisation.describe", label="Changed the organisation's details", phrase="Save the details",
    held_by=WRITERS, must_change=True, unless=(for_writers,),
)  # fmt: skip
CHANGE_ROLE = Act(
    "organisation.change_role", label="Changed somebody's role", phrase="Change the role",
    held_by=OWNERS, unless=(for_owners,),
)  # fmt: skip
REMOVE = Act(
    "organisation.remove", label="Removed somebody from the organisation", phrase="Remove from the organisation",
    held_by=OWNERS, unless=(for_owners,),
)  # fmt: skip
LEAVE = Act(
    "organisation.leave", label="Left the organisation", phrase="Leave the organisation",
    held_by=SUPPLIER_ROLES, unless=(for_members,),
)  # fmt: skip

INVITE = Act(
    "organisation_invite.send", label="Invited somebody", phrase="Send the invitation",
    held_by=OWNERS, moves=((), InviteState.SENT), unless=(for_owners,),
)  # fmt: skip
TAKE_BACK = Act(
    "organisation_invite.take_back", label="Took an invitation back", phrase="Take the invitation back",
    held_by=OWNERS, moves=((InviteState.SENT,), InviteState.TAKEN_BACK), unless=(for_owners,),
)  # fmt: skip
ACCEPT_INVITE = Act(
    "organisation_invite.accept", label="Accepted an invitation", phrase="Join",
    held_by=BIDDERS, moves=((InviteState.SENT,), InviteState.ACCEPTED),
)  # fmt: skip

ASK = Act(
    "organisation_request.ask", label="Asked to join", phrase="Ask its owners",
    held_by=BIDDERS, moves=((), RequestState.ASKED), unless=(for_oneself,),
)  # fmt: skip
ACCEPT = Act(
    "organisation_request.accept", label="Let somebody in", phrase="Let them in",
    held_by=OWNERS, moves=((RequestState.ASKED,), RequestState.ACCEPTED), unless=(for_owners,),
)  # fmt: skip
DECLINE = Act(
    "organisation_request.decline", label="Declined a request to join", phrase="Decline",
    held_by=OWNERS, moves=((RequestState.ASKED,), RequestState.DECLINED), unless=(for_owners,),
)  # fmt: skip

CLAIM = Act(
    "organisation_claim.begin", label="Began to prove control of the organisation", phrase="Send me a code",
    held_by=BIDDERS, moves=((), ClaimState.ASKED), unless=(for_oneself,),
)  # fmt: skip
CLAIM_AGAIN = Act(
    "organisation_claim.ask_again", label="Asked for another code", held_by=BIDDERS,
    moves=((ClaimState.ASKED,), ClaimState.ASKED), unless=(for_oneself,),
)  # fmt: skip
PROVE = Act(
    "organisation_claim.prove", label="Showed control of a mailbox of the organisation", phrase="Check the code",
    held_by=BIDDERS, moves=((ClaimState.ASKED,), ClaimState.WAITING), unless=(for_oneself,),
)  # fmt: skip
OBJECT = Act(
    "organisation_claim.object", label="Objected to a claim", phrase="Object: this is not right",
    held_by=SUPPLIER_ROLES | {Role.SYSTEM}, moves=((ClaimState.WAITING,), ClaimState.OBJECTED), unless=(for_members,),
    gives_reason=True,
)  # fmt: skip
GRANT = Act(
    "organisation_claim.grant", label="Let in somebody who proved control", phrase="Let them in as owner",
    held_by=OWNERS | {Role.SYSTEM}, moves=((ClaimState.WAITING,), ClaimState.GRANTED), unless=(for_owners,),
)  # fmt: skip

ANSWER = Act(
    "organisation_answer.give", label="Answered a question of the profile", phrase="Save the answer",
    held_by=WRITERS, unless=(for_writers,),
)  # fmt: skip
RETIRE = Act(
    "organisation_answer.retire", label="Took an answer out of the profile", phrase="Take it out of the profile",
    held_by=WRITERS, unless=(for_writers,),
)  # fmt: skip

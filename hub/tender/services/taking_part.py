"""Let an organisation take up an invitation by its link, and say whether it will answer.

Neither is told to the authority before the due time: it would tell who bids.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import create, perform, together
from hub.platform.identity.selectors import myself
from hub.platform.tenancy.models import Party
from hub.tender import acts, selectors
from hub.tender.models import Invitation, Participation, Tender
from hub.tender.rules import standing
from hub.tender.terms import Says

NOT_THEIRS = Finding("not_theirs", "You can do this only for an organisation that you work for.")
TAKEN = "Another organisation has answered to this invitation. If that is wrong, contact the authority."


@bars(acts.TAKE_UP)
def takes_a_free_one_in_time(part: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """An invitation is taken up once, for an organisation that the person works for, while answers are taken."""
    if not by.holds(acts.TAKE_UP.held_by, part.party_id):
        yield NOT_THEIRS
        return
    one = part.invitation.tender
    if selectors.party_of(part.invitation) not in {None, part.party_id}:
        yield Finding("taken", TAKEN)
    elif selectors.door(one, part.party_id) not in {None, part.invitation}:
        yield Finding("asked_already", "Your organisation is asked for this quote already. You find it under My bids.")
    else:
        yield from standing.bars_when_not_open(one.status, one.due_at, at=at)


@bars(acts.SAY)
def speaks_for_its_own_in_time(part: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """A person speaks for an organisation of theirs that was asked, while answers are taken."""
    one = part.invitation.tender
    if not by.holds(acts.SAY.held_by, part.party_id):
        yield NOT_THEIRS
    elif selectors.door(one, part.party_id) != part.invitation:
        yield Finding("not_asked", "Only suppliers who were asked to quote can say this.")
    else:
        yield from standing.bars_when_not_open(one.status, one.due_at, at=at)


def take_up(invitation: Invitation, *, party: Party, by: Actor, at: datetime) -> Participation:
    """Tie an invitation to the organisation that answers it; the same one again changes nothing.

    :raises Refused: when another organisation has it, the person may not, or it is too late.
    """
    with together():
        invitation = _locked(invitation)
        known = selectors.participation(invitation)
        if known is not None and known.party_id == party.pk and by.holds(acts.TAKE_UP.held_by, party.pk):
            return known
        part = Participation(invitation=invitation, party=party, begun_at=at)
        with create(acts.TAKE_UP, part, by=by, at=at):
            part.begun_by = myself(by)
            part.save()
    return part


def say(
    invitation: Invitation, *, party: Party, says: Says, reason: str = "", by: Actor, at: datetime
) -> Participation:
    """Say for an organisation whether it will answer, or take that back; it can be changed until the due time.

    :param reason: why not; officers read it after the due time, and only for ``Says.NO``.
    :raises Refused: when the person may not, it is too late, or a reason is missing.
    """
    with together():
        invitation = _locked(invitation)
        known = selectors.participation(invitation)
        part = known or Participation(invitation=invitation, party=party, begun_at=at)
        act = perform if known is not None else create
        with act(acts.SAY, part, by=by, at=at):  # type: ignore[operator]
            if part.party_id != party.pk:
                refuse(acts.SAY, [Finding("taken", TAKEN)])
            if says == Says.NO and not reason.strip():
                refuse(acts.SAY, [Finding("no_reason", "Enter why you will not answer", cure="reason")])
            part.says, part.said_at = says, at
            part.reason = reason.strip() if says == Says.NO else ""
            if known is None:
                part.begun_by = myself(by)
            part.save()
    return part


def _locked(invitation: Invitation) -> Invitation:
    """Let one at a time decide about a quote, so that two organisations cannot take up one invitation."""
    invitation.tender = Tender.objects.select_for_update().get(pk=invitation.tender_id)
    return invitation

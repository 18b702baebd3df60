"""Send a quote: pin its papers, write to everybody at once, and let the case compete."""

from __future__ import annotations

from datetime import datetime

from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import perform, together
from hub.platform.clock import london
from hub.procurement import services as procuring
from hub.procurement.terms import BEFORE_MARKET
from hub.tender import acts, answering, selectors
from hub.tender.models import Invitation, PackItem, Tender
from hub.tender.rules import letters
from hub.tender.services.writing import write_all
from hub.tender.terms import LetterSort


def invite(one: Tender, *, by: Actor, at: datetime, version: int | None = None) -> Tender:
    """Send it to all who are chosen; from here on nothing changes but the due time, later, for everybody.

    Of two presses one is refused, because it is sent already.

    :raises Refused: with everything that is missing, or the gate that is to be passed first.
    """
    with together():
        with perform(acts.INVITE, one, by=by, at=at, version=version) as done:
            on = london(at).date()
            found = selectors.found_for(one, on=on)
            route = selectors.route_of(one.procurement, on=on)
            guests, questions = selectors.invitations_of(one), selectors.questions_of(one)
            pinned = _pin(one)
            one.sent_at, one.invited_count = at, len(guests)
            one.band, one.route, one.quotes_wanted = route.band, route.line, route.quotes
            one.local_listed = found.local_listed
            one.local_invited = any(row.is_local_small for row in guests)
            one.pack_digest = selectors.pack_digest_of(one, questions, pinned)
            one.save()
            for row in guests:
                row.invited_on = on
                row.save()
            about = selectors.about_of(one, questions=questions)
            write_all(one, letters.invitation(about), sort=LetterSort.INVITATION, cause="invitation", by=by, at=at)
            done.note(
                suppliers=[row.name for row in guests],
                pack=[[item.title, item.number, item.sha256] for item in pinned],
                pack_digest=one.pack_digest,
            )
        answering.sent(one, at=at)
        if one.procurement.status in BEFORE_MARKET:
            procuring.ask_quotes(one.procurement, about=one.reference, by=by, at=at)
    return one


def _pin(one: Tender) -> list[PackItem]:
    """Pin the newest version of every paper that suppliers receive: a later version is not what they were sent."""
    pinned = []
    for version in selectors.papers_of(one):
        item = PackItem(
            tender=one, document=version.document, number=version.number, title=version.document.title,
            name=version.name, sha256=version.sha256, size=version.size,
        )  # fmt: skip
        item.save()
        pinned.append(item)
    return pinned


def note_reading(invitation: Invitation, *, at: datetime) -> Invitation:
    """Note that a supplier opened what it was sent, the first time it does."""
    if invitation.read_at is None:
        with perform(acts.NOTE_READING, invitation.tender, by=SYSTEM, at=at) as done:
            invitation.refresh_from_db()
            if invitation.read_at is None:
                invitation.read_at = at
                invitation.save()
                done.note(supplier=invitation.name)
    return invitation

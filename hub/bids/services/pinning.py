"""Pin the rosters of a tender when it is sent: from then on bids are sealed for these openers and no others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hub.bids import acts, selectors
from hub.bids.models import PinnedRoster, Roster
from hub.bids.services.rosters import pinned, unusable
from hub.bids.terms import RosterUse
from hub.law.findings import Finding
from hub.platform.actors import SYSTEM
from hub.platform.acts import perform
from hub.platform.events.record import Digest
from hub.tender.models import Tender
from hub.tender.terms import Envelope

OPENED_BY = {
    Envelope.WHOLE: RosterUse.QUOTES,
    Envelope.QUALITY: RosterUse.QUALITY,
    Envelope.PRICE: RosterUse.PRICE,
}


def envelopes_of(one: Tender) -> list[Envelope]:
    """Give the envelopes that the questions of a tender are answered in."""
    found = {Envelope(row.envelope) for row in one.questions.all()}
    return sorted(found, key=list(Envelope).index) or [Envelope.WHOLE]


def bars_to_sending(one: Tender) -> Iterable[Finding]:
    """No tender is sent whose answers nobody could open: each envelope has a roster in force that can be used."""
    for envelope in envelopes_of(one):
        use = OPENED_BY[envelope]
        roster = selectors.in_force(one.authority, use)
        if roster is None:
            told = f"No roster is in force for “{use.label}”, so nobody could open the answers. Put one in force first."
            yield Finding("roster", told, "The Hub's own rule: no bid without openers")
        else:
            yield from unusable(roster)


def pin(one: Tender, *, at: datetime) -> list[PinnedRoster]:
    """Pin the roster of each envelope, in the transaction in which the tender is sent."""
    found = []
    with perform(acts.PIN, one, by=SYSTEM, at=at) as done:
        for envelope in envelopes_of(one):
            roster = selectors.in_force(one.authority, OPENED_BY[envelope])
            assert roster is not None, "asked before it was sent"
            found.append(_row(one, envelope, roster, at))
        done.note(rosters=[Digest(row.digest) for row in found])
    return found


def _row(one: Tender, envelope: Envelope, roster: Roster, at: datetime) -> PinnedRoster:
    sealed = pinned(roster, tender=one.reference, envelope=str(envelope))
    row = PinnedRoster(
        tender=one,
        envelope=str(envelope),
        roster=roster,
        text=sealed.text().decode(),
        digest=sealed.digest,
        pinned_at=at,
    )
    row.save()
    return row

"""Draw up rosters: who opens which envelopes together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hub.bids import acts, selectors
from hub.bids.models import OpenerKey, Roster, Seat
from hub.bids.rules.openers import bars_to_roster
from hub.bids.rules.rosters import any_of
from hub.bids.sealing import rosters as sealing
from hub.bids.terms import RosterUse
from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import create, perform
from hub.platform.clock import london
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority

SERIES = "ROS"
SMALLEST = 2


@dataclass(frozen=True)
class Drawn:
    """What is chosen of a roster.

    :param use: one of ``RosterUse``.
    :param needed: how many must act together.
    :param keys: those who sit on it, in their order.
    :param no_line: whether somebody confirms that no two of them are in one line of management.
    """

    use: str
    needed: int
    keys: Sequence[OpenerKey]
    no_line: bool = False


def draw_up(drawn: Drawn, *, authority: Authority, by: Actor, at: datetime) -> Roster:
    """Draw up a roster.

    :raises Refused: with everything that bars these people from opening together.
    """
    on = london(at).date()
    roster = Roster(authority=authority, use=drawn.use, needed=drawn.needed, drawn_up_on=on)
    with create(acts.DRAW_UP, roster, by=by, at=at) as done:
        refuse(acts.DRAW_UP, bars(drawn, authority, on=on))
        roster.reference = take(SERIES, authority, year=on.year)[0]
        roster.seats_count = len(drawn.keys)
        roster.save()
        _seat(roster, drawn.keys)
        done.changed("openers", None, [one.reference for one in drawn.keys])
        done.note(no_line=drawn.no_line)
    return roster


def revise(roster: Roster, *, drawn: Drawn, by: Actor, at: datetime, version: int | None = None) -> Roster:
    """Change a roster that is not in force; a rehearsal that was begun has to be begun again.

    :raises Refused: as for ``draw_up``, or when nothing changes.
    """
    with perform(acts.REVISE_ROSTER, roster, by=by, at=at, version=version) as done:
        refuse(acts.REVISE_ROSTER, bars(drawn, roster.authority, on=london(at).date()))
        before = [one.key.reference for one in selectors.seats_of(roster)]
        roster.shares.all().delete()
        roster.seats.all().delete()
        roster.use, roster.needed, roster.seats_count = drawn.use, drawn.needed, len(drawn.keys)
        roster.mailbox, roster.rehearsed_on = b"", None
        _seat(roster, drawn.keys)
        roster.save()
        done.changed("openers", before, [one.reference for one in drawn.keys])
        done.note(no_line=drawn.no_line)
    return roster


def bars(drawn: Drawn, authority: Authority, *, on: date) -> Iterable[Finding]:
    """Give what bars some people from opening together."""
    proposed = selectors.proposed(drawn.keys, authority, on=on)
    yield from bars_to_roster(RosterUse(drawn.use), drawn.needed, proposed)
    if drawn.needed == SMALLEST and not drawn.no_line:
        said = "Two open together. Confirm that no two of these people are in one line of management."
        yield Finding("no_line", said, cure="no_line")


def _seat(roster: Roster, keys: Sequence[OpenerKey]) -> None:
    for position, key in enumerate(keys, start=1):
        Seat(roster=roster, position=position, key=key).save()


def retire_roster(roster: Roster, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Roster:
    """Retire a roster; what was sealed for it stays sealed for it, and it opens that as before."""
    with perform(acts.RETIRE_ROSTER, roster, by=by, at=at, version=version) as done:
        roster.retired_on = london(at).date()
        roster.save()
        done.note(reason)
    return roster


def pinned(roster: Roster, *, tender: str, envelope: str) -> sealing.Roster:
    """Give a roster as it is pinned for one envelope of one tender: its digest is published, its text seals bids.

    :raises BadRoster: when it cannot be used, such as for keys that stand twice.
    """
    seats = selectors.seats_of(roster)
    openers = tuple(sealing.Opener(one.key.reference, one.key.recipient) for one in seats)
    allowed = any_of(roster.needed, [one.id for one in openers])
    return sealing.Roster(tender, envelope, openers, allowed)


def unusable(roster: Roster) -> Iterable[Finding]:
    """Give why bids cannot be sealed for a roster."""
    try:
        pinned(roster, tender=roster.reference, envelope=roster.use)
    except sealing.BadRoster as bad:
        yield Finding("roster", str(bad))

"""Reach the states of the key ceremony by performing the real acts, with keys made as openers make them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hub.bids import device, services
from hub.bids.models import OpenerKey, Roster
from hub.bids.sealing.box import Box, KeyPair
from hub.bids.terms import RosterUse

OPENERS = ("helen", "daniel", "naomi", "morag", "noor")


class Ring:
    """The secret halves, as the openers hold them on their own devices."""

    def __init__(self) -> None:
        self.pairs: dict[str, KeyPair] = {}

    def make(self, person: str) -> str:
        """Make a key for somebody and give its public half."""
        self.pairs[person] = Box.new_key()
        return self.pairs[person].recipient

    def identity(self, person: str) -> str:
        """Give somebody's secret half."""
        return self.pairs[person].identity


def offered(cast: Any, person: str, ring: Ring, at: datetime, **more: Any) -> OpenerKey:
    """Give a key that is offered and not proven."""
    return services.offer(cast.eca, recipient=ring.make(person), by=cast.actor(person), at=at, **more)


def proven(cast: Any, person: str, ring: Ring, at: datetime, **more: Any) -> OpenerKey:
    """Give a key whose possession is proven."""
    key = offered(cast, person, ring, at, **more)
    answer = device.answer(bytes(key.question), ring.identity(person))
    return services.prove(key, answer=answer, by=cast.actor(person), at=at)


def drawn_up(cast: Any, ring: Ring, at: datetime, *, use: str = RosterUse.QUOTES, needed: int = 2) -> Roster:
    """Give a roster of five openers whose keys are proven."""
    keys = [proven(cast, person, ring, at) for person in OPENERS]
    drawn = services.Drawn(use, needed, keys, no_line=True)
    return services.draw_up(drawn, authority=cast.eca, by=cast.actor("morag"), at=at)


def rehearsing(cast: Any, ring: Ring, at: datetime, **more: Any) -> Roster:
    """Give a roster whose rehearsal is begun."""
    return services.rehearse(drawn_up(cast, ring, at, **more), by=cast.actor("morag"), at=at)


def give(roster: Roster, cast: Any, ring: Ring, at: datetime, person: str) -> Roster:
    """Have one opener give the share."""
    given = device.shares(services.bundle_of(roster), ring.identity(person))
    return services.give_share(roster, given=given, by=cast.actor(person), at=at)


def in_force(cast: Any, ring: Ring, at: datetime, **more: Any) -> Roster:
    """Give a roster that is rehearsed and in force."""
    roster = rehearsing(cast, ring, at, **more)
    for person in OPENERS:
        give(roster, cast, ring, at, person)
    return services.put_in_force(roster, by=cast.actor("morag"), at=at)

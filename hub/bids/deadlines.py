"""What openers are asked for: to prove that they hold their key, and to rehearse."""

from __future__ import annotations

from datetime import timedelta

from hub.bids.models import OpenerKey, Roster
from hub.bids.terms import KeyState, RosterState
from hub.platform.deadlines.declare import Deadline, days
from hub.platform.identity.roles import Role

TO_PROVE, TO_REHEARSE = timedelta(days=7), timedelta(days=21)

PROVE = Deadline(
    "opener_key.prove",
    of=OpenerKey,
    label="Prove that you hold your opener's key",
    due=lambda key: key.offered_on + TO_PROVE if key.status == KeyState.OFFERED else None,
    warn=(days(7), days(1)),
    tells=lambda key: {key.person_id},
    sentence=lambda key: f"Prove that you hold the key {key.fingerprint}",
    link=lambda key: f"{key.get_absolute_url()}prove/",
)
REHEARSE = Deadline(
    "roster.rehearse",
    of=Roster,
    label="Finish the rehearsal of a roster",
    due=lambda one: one.drawn_up_on + TO_REHEARSE if one.status == RosterState.REHEARSING else None,
    warn=(days(14), days(3)),
    tells=lambda one: [*[seat.key.person_id for seat in one.seats.all()], Role.PROCUREMENT_LEAD],
    prefetch=("seats__key",),
    sentence=lambda one: f"Give your share in the rehearsal of {one.reference}",
    link=lambda one: one.get_absolute_url(),
)

"""Reads over the records of bids."""

from hub.bids.selectors.ceremony import (
    candidates,
    in_force,
    key_of,
    keys,
    may_sit,
    own_seat,
    proposed,
    rehearsal,
    roster_of,
    rosters,
    seats_of,
    short,
)

__all__ = [
    "candidates",
    "in_force",
    "key_of",
    "keys",
    "may_sit",
    "own_seat",
    "proposed",
    "rehearsal",
    "roster_of",
    "rosters",
    "seats_of",
    "short",
]

"""Reads over the records of bids."""

from hub.bids.selectors.ceremony import (
    candidates,
    in_force,
    key_of,
    keys,
    may_sit,
    own_seat,
    rehearsal,
    roster_of,
    rosters,
    seats_of,
    short,
    sitters,
    unproven,
)

__all__ = [
    "candidates",
    "in_force",
    "key_of",
    "keys",
    "may_sit",
    "own_seat",
    "rehearsal",
    "roster_of",
    "rosters",
    "seats_of",
    "short",
    "sitters",
    "unproven",
]

"""The acts of the key ceremony (security.md §5): openers' keys and the rosters that they form."""

from hub.bids.terms import KeyState, RosterState
from hub.platform.act_table import Act
from hub.platform.identity.roles import Role

KEEPERS = frozenset({Role.PROCUREMENT_LEAD})

OFFER_KEY = Act(
    "opener_key.offer",
    label="Offered an opener's key",
    phrase="Offer my opener's key",
    held_by={Role.BID_OPENER},
    moves=((), KeyState.OFFERED),
)
PROVE_KEY = Act(
    "opener_key.prove",
    label="Proved to hold the key",
    phrase="Prove that I hold the key",
    own={Role.BID_OPENER},
    moves=((KeyState.OFFERED,), KeyState.PROVEN),
)
ASK_AGAIN = Act(
    "opener_key.ask_again",
    label="Asked for another question",
    phrase="Get another question",
    own={Role.BID_OPENER},
    moves=((KeyState.OFFERED,), KeyState.OFFERED),
)
RETIRE_KEY = Act(
    "opener_key.retire",
    label="Retired the key",
    phrase="Retire the key",
    held_by=KEEPERS,
    own={Role.BID_OPENER},
    moves=((KeyState.OFFERED, KeyState.PROVEN), KeyState.RETIRED),
    gives_reason=True,
)

DRAW_UP = Act(
    "roster.draw_up",
    label="Drew up the roster",
    phrase="Draw up a roster",
    held_by=KEEPERS,
    moves=((), RosterState.DRAFT),
)
REVISE_ROSTER = Act(
    "roster.revise",
    label="Changed the roster",
    phrase="Change the roster",
    held_by=KEEPERS,
    moves=((RosterState.DRAFT, RosterState.REHEARSING), RosterState.DRAFT),
    must_change=True,
)
REHEARSE = Act(
    "roster.rehearse",
    label="Began the rehearsal",
    phrase="Begin the rehearsal",
    held_by=KEEPERS,
    moves=((RosterState.DRAFT,), RosterState.REHEARSING),
)
GIVE_SHARE = Act(
    "roster.give_share",
    label="Gave a share in the rehearsal",
    phrase="Give my share",
    own={Role.BID_OPENER},
    moves=((RosterState.REHEARSING,), RosterState.REHEARSING),
)
PUT_IN_FORCE = Act(
    "roster.put_in_force",
    label="Put the roster in force",
    phrase="Put the roster in force",
    held_by=KEEPERS,
    moves=((RosterState.REHEARSING,), RosterState.IN_FORCE),
)
RETIRE_ROSTER = Act(
    "roster.retire",
    label="Retired the roster",
    phrase="Retire the roster",
    held_by=KEEPERS,
    moves=((RosterState.DRAFT, RosterState.REHEARSING, RosterState.IN_FORCE), RosterState.RETIRED),
    gives_reason=True,
)

"""The acts of the key ceremony (security.md §5), of suppliers on their own bids, and of closing and opening."""

from hub.bids.terms import BidState, KeyState, RosterState
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

# Suppliers do these on their own site; a guard in `services` asks for which organisation. Not one of them is in the log
# of an authority: that somebody bids is bid information too.
BIDDERS = frozenset({Role.SUPPLIER_OWNER, Role.SUPPLIER_EDITOR})
CHANGED = frozenset({BidState.DRAFTING, BidState.SUBMITTED, BidState.WITHDRAWN})

BEGIN = Act(
    "bid.begin",
    label="Began a bid",
    phrase="Start the bid",
    held_by=BIDDERS,
    moves=((), BidState.DRAFTING),
)
CHOOSE = Act(
    "bid.choose",
    label="Chose what happens to a complete bid that is not submitted",
    phrase="Save the choice",
    held_by=BIDDERS,
)
ADD_MAILBOX = Act("bid.add_mailbox", label="Made a mailbox", held_by=BIDDERS | {Role.SYSTEM})
SAVE_ANSWER = Act("bid.save_answer", label="Saved an answer, sealed", phrase="Save", held_by=BIDDERS)
BEGIN_FILE = Act("bid.begin_file", label="Began to send a file", held_by=BIDDERS)
FINISH_FILE = Act("bid.finish_file", label="Sent a file, sealed", held_by=BIDDERS)
REMOVE = Act("bid.remove", label="Took an answer or file out", phrase="Take it out", held_by=BIDDERS)
SUBMIT = Act(
    "bid.submit",
    label="Submitted the bid",
    phrase="Submit",
    held_by=BIDDERS | {Role.SYSTEM},
    moves=(CHANGED, BidState.SUBMITTED),
)
TAKE_BACK = Act(
    "bid.take_back",
    label="Took the bid back",
    phrase="Take the bid back",
    held_by=BIDDERS,
    moves=((BidState.SUBMITTED,), BidState.WITHDRAWN),
    gives_reason=True,
)

# On the tender: these stand in the authority's log, for nothing is hidden any more.
PIN = Act("tender.pin_roster", label="Pinned the roster that opens the answers", held_by={Role.SYSTEM})
FIX_ROOT = Act("tender.fix_root", label="Fixed which bids are in time", held_by={Role.SYSTEM})
PUBLISH_ROOT = Act("tender.publish_root", label="Published the root over all bids", held_by={Role.SYSTEM})
GIVE_SHARES = Act(
    "tender.give_shares",
    label="Gave the shares of an opener",
    phrase="Open with my key",
    held_by={Role.BID_OPENER},
)
FIX_LIST = Act("tender.fix_opening_list", label="Fixed which bids are opened", held_by={Role.SYSTEM})
MARK_OPENED = Act(
    "bid.mark_opened",
    label="Opened the bid",
    held_by={Role.SYSTEM},
    moves=((BidState.SUBMITTED, BidState.OPENED), BidState.OPENED),
)
OPEN_BIDS = Act("tender.open_bids", label="Opened the bids", held_by={Role.SYSTEM})

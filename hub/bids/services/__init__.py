"""What can be done about bids, one function for each act."""

from hub.bids.services.keys import ask_again, offer, prove, retire
from hub.bids.services.rehearsing import bundle_of, give_share, put_in_force, rehearse
from hub.bids.services.rosters import Drawn, draw_up, pinned, retire_roster, revise

__all__ = [
    "Drawn",
    "ask_again",
    "bundle_of",
    "draw_up",
    "give_share",
    "offer",
    "pinned",
    "prove",
    "put_in_force",
    "rehearse",
    "retire",
    "retire_roster",
    "revise",
]

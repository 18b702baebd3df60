"""The records of bids: the key ceremony, the bids themselves, their closing and opening."""

from hub.bids.models.bids import Bid, BidRequest, DraftKey, Item, Mailbox, Message, Submission
from hub.bids.models.keys import OpenerKey
from hub.bids.models.opening import Closing, OpenedAnswer, Opening, OpeningShare
from hub.bids.models.pinning import PinnedRoster
from hub.bids.models.rosters import RehearsalShare, Roster, Seat
from hub.bids.models.serving import IncidentDecision, ServedMinute

__all__ = [
    "Bid",
    "BidRequest",
    "Closing",
    "DraftKey",
    "IncidentDecision",
    "Item",
    "Mailbox",
    "Message",
    "OpenedAnswer",
    "OpenerKey",
    "Opening",
    "OpeningShare",
    "PinnedRoster",
    "RehearsalShare",
    "Roster",
    "Seat",
    "ServedMinute",
    "Submission",
]

"""The records of bids; so far those of the key ceremony."""

from hub.bids.models.keys import OpenerKey
from hub.bids.models.rosters import RehearsalShare, Roster, Seat

__all__ = ["OpenerKey", "RehearsalShare", "Roster", "Seat"]

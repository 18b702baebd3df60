"""What can be done about maturity, one function for each act."""

from hub.maturity.services.rounds import answer, lock, open_round
from hub.maturity.services.saying import attest, claim, claimable, withdraw
from hub.maturity.services.snapshots import take, take_missing

__all__ = ["answer", "attest", "claim", "claimable", "lock", "open_round", "take", "take_missing", "withdraw"]

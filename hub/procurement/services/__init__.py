"""What can be done to a case file, one function for each act."""

from hub.procurement.services.beginning import begin, begin_from
from hub.procurement.services.describing import estimate, fix_rules, revise, transfer
from hub.procurement.services.moving import abandon, approve, award, close, compete

__all__ = [
    "abandon",
    "approve",
    "award",
    "begin",
    "begin_from",
    "close",
    "compete",
    "estimate",
    "fix_rules",
    "revise",
    "transfer",
]

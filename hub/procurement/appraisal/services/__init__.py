"""What can be done to an options appraisal, one function for each act."""

from hub.procurement.appraisal.services.choosing import again, check_outcome, choose, transfer, withdraw
from hub.procurement.appraisal.services.listing import (
    OptionTerms,
    add_option,
    ask_for_scores,
    begin,
    reopen,
    revise_option,
    weigh,
)
from hub.procurement.appraisal.services.scoring import Given, give

__all__ = [
    "Given",
    "OptionTerms",
    "add_option",
    "again",
    "ask_for_scores",
    "begin",
    "check_outcome",
    "choose",
    "give",
    "reopen",
    "revise_option",
    "transfer",
    "weigh",
    "withdraw",
]

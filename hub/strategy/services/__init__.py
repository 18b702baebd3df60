"""What can be done to the strategy, one function for each act."""

from hub.strategy.services.depending import assess, close, link, list_dependency, record_recommendation, reopen_closed
from hub.strategy.services.doing import add_action, assign, drop, finish, reopen, report
from hub.strategy.services.linking import link_clause, unlink_clause
from hub.strategy.services.versions import adopt, begin, propose, retarget, reword, withdraw

__all__ = [
    "add_action", "adopt", "assess", "assign", "begin", "close", "drop", "finish", "link", "link_clause",
    "list_dependency", "propose", "record_recommendation", "reopen", "reopen_closed", "report", "retarget", "reword",
    "unlink_clause", "withdraw",
]  # fmt: skip

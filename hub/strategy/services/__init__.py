"""What can be done to the strategy, one function for each act."""

from hub.strategy.services.depending import assess, close, link, list_dependency, record_recommendation, reopen_closed
from hub.strategy.services.doing import add_action, assign, drop, finish, reopen, report
from hub.strategy.services.drafting import (
    add_clause,
    add_row,
    leave_out_clause,
    leave_out_row,
    put_back_clause,
    put_back_row,
    set_deliverables,
)
from hub.strategy.services.linking import link_clause, unlink_clause
from hub.strategy.services.versions import adopt, begin, propose, retarget, reword, withdraw
from hub.strategy.services.wording import correct_action, correct_dependency, correct_recommendation, reword_row

__all__ = [
    "add_action", "add_clause", "add_row", "adopt", "assess", "assign", "begin", "close", "correct_action",
    "correct_dependency", "correct_recommendation", "drop", "finish", "leave_out_clause", "leave_out_row", "link",
    "link_clause", "list_dependency", "propose", "put_back_clause", "put_back_row", "record_recommendation", "reopen",
    "reopen_closed", "report", "retarget", "reword", "reword_row", "set_deliverables", "unlink_clause", "withdraw",
]  # fmt: skip

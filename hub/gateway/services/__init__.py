"""What can be done to gates, conditions and waivers, one function for each act."""

from hub.gateway.services.conditions import assign, lift, meet, move
from hub.gateway.services.deciding import decide_by_link, grant, grant_with_conditions, send_back
from hub.gateway.services.following import credit, rate, reopen, report, validate
from hub.gateway.services.linking import send_link
from hub.gateway.services.opening import look_again, open_gate
from hub.gateway.services.reading import record_reading
from hub.gateway.services.submitting import Submission, draft, put, submit, withdraw
from hub.gateway.services.waiving import ask_waiver, grant_waiver, refuse_waiver, revise_waiver, withdraw_waiver

__all__ = [
    "Submission", "ask_waiver", "assign", "credit", "decide_by_link", "draft", "grant", "grant_waiver",
    "grant_with_conditions", "lift", "look_again", "meet", "move", "open_gate", "put", "rate", "record_reading",
    "refuse_waiver", "reopen", "report", "revise_waiver", "send_back", "send_link", "submit", "validate", "withdraw",
    "withdraw_waiver",
]  # fmt: skip

"""What can be done about market engagement, one function for each act."""

from hub.engagement.services import guarding  # noqa: F401
from hub.engagement.services.learning import Decision, answer, assess_advantage, cite, find, record_steps
from hub.engagement.services.planning import (
    Named,
    Plan,
    ask,
    close,
    invite,
    open_it,
    plan,
    record_notice,
    revise,
    transfer,
    withdraw,
)
from hub.engagement.services.replying import reply

__all__ = [
    "Decision",
    "Named",
    "Plan",
    "answer",
    "ask",
    "assess_advantage",
    "cite",
    "close",
    "find",
    "invite",
    "open_it",
    "plan",
    "record_notice",
    "record_steps",
    "reply",
    "revise",
    "transfer",
    "withdraw",
]

"""What can be done to the forward plan and to needs, one function for each act."""

from hub.pipeline.services.needs import accept, decline, join, revise_need, send, take_back
from hub.pipeline.services.notices import draft_notice
from hub.pipeline.services.planning import drop, hand_over, plan, propose, revise, start
from hub.pipeline.services.sharing import decide_sharing, hide, show

__all__ = [
    "accept", "decide_sharing", "decline", "draft_notice", "drop", "hand_over", "hide", "join", "plan", "propose",
    "revise", "revise_need", "send", "show", "start", "take_back",
]  # fmt: skip

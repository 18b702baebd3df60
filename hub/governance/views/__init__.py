"""Pages of governance."""

from hub.governance.views.bodies import BodyRegisterView, BodyView
from hub.governance.views.decisions import DecisionRegisterView, DecisionView
from hub.governance.views.meetings import ItemView, MeetingRegisterView, MeetingView

__all__ = [
    "BodyRegisterView", "BodyView", "DecisionRegisterView", "DecisionView", "ItemView", "MeetingRegisterView",
    "MeetingView",
]  # fmt: skip

"""The lists of governance."""

from hub.governance.register.bodies import BodyRegister
from hub.governance.register.councillors import EngagementRegister
from hub.governance.register.decisions import DecisionRegister
from hub.governance.register.meetings import MeetingRegister

__all__ = ["BodyRegister", "DecisionRegister", "EngagementRegister", "MeetingRegister"]

"""The records of governance."""

from hub.governance.models.bodies import Body, BodyMember
from hub.governance.models.councillors import BenefitRating, Briefing, CouncillorView, Engagement
from hub.governance.models.decisions import Decision
from hub.governance.models.meetings import AgendaItem, Attendance, DeclaredInterest, Meeting

__all__ = [
    "AgendaItem", "Attendance", "BenefitRating", "Body", "BodyMember", "Briefing", "CouncillorView", "Decision",
    "DeclaredInterest", "Engagement", "Meeting",
]  # fmt: skip

"""The records of the case file."""

from hub.procurement.models.case import Procurement
from hub.procurement.models.conflicts import ConflictsAssessment, Interest
from hub.procurement.models.parts import Estimate, Lot, Neighbour, Objective, Partner, TeamMember
from hub.procurement.models.planning import PlanVersion, RouteAdvice

__all__ = [
    "ConflictsAssessment",
    "Estimate",
    "Interest",
    "Lot",
    "Neighbour",
    "Objective",
    "Partner",
    "PlanVersion",
    "Procurement",
    "RouteAdvice",
    "TeamMember",
]

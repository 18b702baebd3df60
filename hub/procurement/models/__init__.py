"""The records of the case file."""

from hub.procurement.appraisal.models import Criterion, Option, OptionsAppraisal, Score, ScoreSheet
from hub.procurement.models.case import Procurement
from hub.procurement.models.conflicts import ConflictsAssessment, Interest
from hub.procurement.models.parts import Estimate, Lot, Neighbour, Objective, Partner, TeamMember
from hub.procurement.models.planning import PlanVersion, RouteAdvice

__all__ = [
    "ConflictsAssessment",
    "Criterion",
    "Estimate",
    "Interest",
    "Lot",
    "Neighbour",
    "Objective",
    "Option",
    "OptionsAppraisal",
    "Partner",
    "PlanVersion",
    "Procurement",
    "RouteAdvice",
    "Score",
    "ScoreSheet",
    "TeamMember",
]

"""Pages of the case file."""

from hub.procurement.views.beginning import BeginFromView, BeginView
from hub.procurement.views.deciding import (
    AdviseView,
    AggregateView,
    ChooseProcedureView,
    IdeasView,
    LotsView,
    ObjectivesView,
    SmesView,
    SocialValueView,
)
from hub.procurement.views.describing import EstimateView, FixRulesView, ReviseView, TransferView
from hub.procurement.views.moving import AbandonView, ApproveView, AwardView, CloseView, CompeteView
from hub.procurement.views.people import AssessConflictsView, DecideInterestView, DeclareView, PartnersView, TeamView
from hub.procurement.views.record import (
    ActionsView,
    AimsView,
    DocumentsView,
    LinkedView,
    PeopleView,
    ProcurementRegisterView,
    RouteView,
    SummaryView,
    TimelineView,
    ValueView,
)
from hub.procurement.views.timetable import (
    PlanVersionView,
    PlanView,
    TimetableIcs,
    TimetablePdf,
    TimetableView,
)

__all__ = [
    "AbandonView", "ActionsView", "AdviseView", "AggregateView", "AimsView", "ApproveView", "AssessConflictsView",
    "AwardView", "BeginFromView", "BeginView", "ChooseProcedureView", "CloseView", "CompeteView", "DecideInterestView",
    "DeclareView", "DocumentsView", "EstimateView", "FixRulesView", "IdeasView", "LinkedView", "LotsView",
    "ObjectivesView",
    "PartnersView", "PeopleView", "PlanVersionView", "PlanView", "ProcurementRegisterView", "ReviseView", "RouteView",
    "SmesView", "SocialValueView", "SummaryView", "TeamView", "TimelineView", "TimetableIcs", "TimetablePdf",
    "TimetableView", "TransferView", "ValueView",
]  # fmt: skip

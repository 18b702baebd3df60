"""Pages of the case file."""

from hub.procurement.views.beginning import BeginFromView, BeginView
from hub.procurement.views.describing import EstimateView, FixRulesView, ReviseView, TransferView
from hub.procurement.views.moving import AbandonView, ApproveView, AwardView, CloseView, CompeteView
from hub.procurement.views.record import (
    ActionsView,
    DocumentsView,
    LinkedView,
    ProcurementRegisterView,
    SummaryView,
    TimelineView,
)

__all__ = [
    "AbandonView",
    "ActionsView",
    "ApproveView",
    "AwardView",
    "BeginFromView",
    "BeginView",
    "CloseView",
    "CompeteView",
    "DocumentsView",
    "EstimateView",
    "FixRulesView",
    "LinkedView",
    "ProcurementRegisterView",
    "ReviseView",
    "SummaryView",
    "TimelineView",
    "TransferView",
]

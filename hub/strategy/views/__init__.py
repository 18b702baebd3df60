"""Pages of the strategy."""

from hub.strategy.views.drafting import (
    AddClauseView,
    AddRowView,
    LeaveOutClauseView,
    LeaveOutRowView,
    PutBackClauseView,
    PutBackRowView,
    RewordRowView,
    SetDeliverablesView,
)
from hub.strategy.views.plan import (
    ActionRegisterView,
    ActionView,
    AddActionView,
    AddDependencyView,
    AddRecommendationView,
    AssessView,
    AssignView,
    CloseView,
    CorrectActionView,
    CorrectDependencyView,
    CorrectRecommendationView,
    DependencyRegisterView,
    DependencyView,
    DropView,
    FinishView,
    LinkView,
    RecommendationRegisterView,
    RecommendationView,
    ReopenClosedView,
    ReopenView,
    ReportView,
)
from hub.strategy.views.reading import PlanView, ReaderView, RowView
from hub.strategy.views.versions import (
    AdoptView,
    BeginView,
    CompareView,
    LinkClauseView,
    ProposeView,
    RetargetView,
    RewordView,
    UnlinkClauseView,
    VersionsView,
    VersionView,
    WithdrawView,
)

__all__ = [
    "ActionRegisterView", "ActionView", "AddActionView", "AddClauseView", "AddDependencyView", "AddRecommendationView",
    "AddRowView", "AdoptView", "AssessView", "AssignView", "BeginView", "CloseView", "CompareView", "CorrectActionView",
    "CorrectDependencyView", "CorrectRecommendationView", "DependencyRegisterView", "DependencyView", "DropView",
    "FinishView", "LeaveOutClauseView", "LeaveOutRowView", "LinkClauseView", "LinkView", "PlanView", "ProposeView",
    "PutBackClauseView", "PutBackRowView", "ReaderView", "RecommendationRegisterView", "RecommendationView",
    "ReopenClosedView", "ReopenView", "ReportView", "RetargetView", "RewordRowView", "RewordView", "RowView",
    "SetDeliverablesView", "UnlinkClauseView", "VersionView", "VersionsView", "WithdrawView",
]  # fmt: skip

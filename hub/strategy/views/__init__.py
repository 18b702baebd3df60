"""Pages of the strategy."""

from hub.strategy.views.plan import (
    ActionRegisterView,
    ActionView,
    AddActionView,
    AddDependencyView,
    AddRecommendationView,
    AssessView,
    AssignView,
    CloseView,
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
    "ActionRegisterView", "ActionView", "AddActionView", "AddDependencyView", "AddRecommendationView", "AdoptView",
    "AssessView", "AssignView", "BeginView", "CloseView", "CompareView", "DependencyRegisterView", "DependencyView",
    "DropView", "FinishView", "LinkClauseView", "LinkView", "PlanView", "ProposeView", "ReaderView",
    "RecommendationRegisterView", "RecommendationView", "ReopenClosedView", "ReopenView", "ReportView", "RetargetView",
    "RewordView", "RowView", "UnlinkClauseView", "VersionView", "VersionsView", "WithdrawView",
]  # fmt: skip

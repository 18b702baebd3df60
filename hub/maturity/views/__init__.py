"""Pages of maturity."""

from hub.maturity.views.evidence import (
    AttestView,
    ClaimView,
    EvidenceRegisterView,
    EvidenceView,
    WithdrawView,
)
from hub.maturity.views.levels import (
    BehaviourView,
    CapabilityView,
    HistoryView,
    MeasuresView,
    MeasureView,
    OverviewView,
)
from hub.maturity.views.quality import QualityView
from hub.maturity.views.rounds import AnswerView, BeginRoundView, LockView, RoundsView, RoundView

__all__ = [
    "AnswerView", "AttestView", "BeginRoundView", "BehaviourView", "CapabilityView", "ClaimView",
    "EvidenceRegisterView", "EvidenceView", "HistoryView", "LockView", "MeasureView", "MeasuresView", "OverviewView",
    "QualityView", "RoundView", "RoundsView", "WithdrawView",
]  # fmt: skip

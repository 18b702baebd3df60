"""Pages of scores."""

from hub.evaluation.views.reading import DeclareView, ScoresView
from hub.evaluation.views.scoring import CheckView, MarkView, ModerateView, NotePriceView
from hub.evaluation.views.settling import FinishView, ReopenView, SettleTieView

__all__ = [
    "CheckView",
    "DeclareView",
    "FinishView",
    "MarkView",
    "ModerateView",
    "NotePriceView",
    "ReopenView",
    "ScoresView",
    "SettleTieView",
]

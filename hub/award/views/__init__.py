"""Pages of awards."""

from hub.award.views.deciding import GiveNoneView, QuoteAwardView, RecommendView
from hub.award.views.reading import AwardRegisterView, AwardView, ConfirmView, InformView, SetAsideView

__all__ = [
    "AwardRegisterView",
    "AwardView",
    "ConfirmView",
    "GiveNoneView",
    "InformView",
    "QuoteAwardView",
    "RecommendView",
    "SetAsideView",
]

"""Pages of the key ceremony and of openings."""

from hub.bids.views.keys import (
    AskAgainView,
    KeyRegisterView,
    KeyView,
    OfferView,
    ProveView,
    QuestionView,
    RetireKeyView,
)
from hub.bids.views.opening import GiveSharesView, IncidentView, OpeningsFileView, OpeningView, RootView
from hub.bids.views.rosters import (
    BundleView,
    DrawUpView,
    GiveShareView,
    PutInForceView,
    RehearseView,
    RetireRosterView,
    ReviseView,
    RosterRegisterView,
    RosterView,
)

__all__ = [
    "AskAgainView",
    "BundleView",
    "DrawUpView",
    "GiveShareView",
    "GiveSharesView",
    "IncidentView",
    "KeyRegisterView",
    "KeyView",
    "OfferView",
    "OpeningView",
    "OpeningsFileView",
    "ProveView",
    "PutInForceView",
    "QuestionView",
    "RehearseView",
    "RetireKeyView",
    "RetireRosterView",
    "ReviseView",
    "RootView",
    "RosterRegisterView",
    "RosterView",
]

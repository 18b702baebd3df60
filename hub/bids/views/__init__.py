"""Pages of the key ceremony."""

from hub.bids.views.keys import (
    AskAgainView,
    KeyRegisterView,
    KeyView,
    OfferView,
    ProveView,
    QuestionView,
    RetireKeyView,
)
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
    "KeyRegisterView",
    "KeyView",
    "OfferView",
    "ProveView",
    "PutInForceView",
    "QuestionView",
    "RehearseView",
    "RetireKeyView",
    "RetireRosterView",
    "ReviseView",
    "RosterRegisterView",
    "RosterView",
]

"""Pages of spend."""

from hub.spend.views.lines import ExportView, LinesView, LineView
from hub.spend.views.loads import LoadFilesView, LoadRegisterView, LoadView, UndoView
from hub.spend.views.overview import ByView, FiguresView, OverviewView
from hub.spend.views.payees import (
    DoubtfulRegisterView,
    FirstView,
    MatchView,
    NoContractRegisterView,
    PayeeRegisterView,
    PayeeView,
    PersonView,
    QueueView,
    SettleView,
    TheseAreOrganisations,
    TheseArePeople,
    UnmatchedRegisterView,
    UnmatchView,
)

__all__ = [
    "ByView", "DoubtfulRegisterView", "ExportView", "FiguresView", "FirstView", "LineView", "LinesView",
    "LoadFilesView", "LoadRegisterView",
    "LoadView", "MatchView", "NoContractRegisterView", "OverviewView", "PayeeRegisterView", "PayeeView", "PersonView",
    "QueueView", "SettleView", "TheseAreOrganisations", "TheseArePeople", "UndoView", "UnmatchView",
    "UnmatchedRegisterView",
]  # fmt: skip

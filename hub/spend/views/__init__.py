"""Pages of spend."""

from hub.spend.views.checking import CheckView
from hub.spend.views.line import AssignView, LineView, ReleaseView
from hub.spend.views.lines import ExportView, LinesView
from hub.spend.views.loads import CorrectView, KeepBothView, LoadFilesView, LoadRegisterView, LoadView, UndoView
from hub.spend.views.mending import RowsToMendView
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
from hub.spend.views.suppliers import SupplierView

__all__ = [
    "AssignView",
    "ByView",
    "CheckView",
    "CorrectView",
    "DoubtfulRegisterView",
    "ExportView",
    "FiguresView",
    "FirstView",
    "KeepBothView",
    "LineView",
    "LinesView",
    "LoadFilesView",
    "LoadRegisterView",
    "LoadView",
    "MatchView",
    "NoContractRegisterView",
    "OverviewView",
    "PayeeRegisterView",
    "PayeeView",
    "PersonView",
    "QueueView",
    "ReleaseView",
    "RowsToMendView",
    "SettleView",
    "SupplierView",
    "TheseAreOrganisations",
    "TheseArePeople",
    "UndoView",
    "UnmatchView",
    "UnmatchedRegisterView",
]

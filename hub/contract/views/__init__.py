"""Pages about contracts."""

from hub.contract.views.describing import (
    AddView,
    CorrectView,
    LotsView,
    OptionsView,
    PartnersView,
    SuppliersView,
)
from hub.contract.views.performing import (
    ChangeView,
    ConfirmView,
    ContractAct,
    CorrectTermsView,
    DeclineExtensionView,
    EndView,
    ExtendView,
    PlanNextView,
    PutBackView,
    RestoreView,
    ResumeView,
    SetTierView,
    SignView,
    StartView,
    SuspendView,
    TransferView,
    WithdrawView,
)
from hub.contract.views.planning import PlanTogetherView, UnplannedView
from hub.contract.views.record import (
    ActionsView,
    ContractRegisterView,
    DocumentsView,
    LettingView,
    LinkedView,
    PeopleView,
    SummaryView,
    TermsView,
    TimelineView,
)

__all__ = [
    "ActionsView", "AddView", "ChangeView", "ConfirmView", "ContractAct", "ContractRegisterView", "CorrectTermsView",
    "CorrectView",
    "DeclineExtensionView", "DocumentsView", "EndView", "ExtendView", "LettingView", "LinkedView", "LotsView",
    "OptionsView", "PartnersView", "PeopleView", "PlanNextView", "PlanTogetherView", "PutBackView",
    "RestoreView", "ResumeView", "SetTierView",
    "SignView", "StartView", "SummaryView", "SuppliersView", "SuspendView", "TermsView", "TimelineView", "TransferView",
    "UnplannedView", "WithdrawView",
]  # fmt: skip

"""Pages of gates, conditions and waivers."""

from hub.gateway.views.conditions import (
    AssignView,
    ConditionRegisterView,
    ConditionView,
    LiftView,
    MeetView,
    MoveView,
)
from hub.gateway.views.deciding import (
    CreditView,
    GrantView,
    GrantWithConditionsView,
    LinkView,
    RateView,
    ReopenView,
    ReportView,
    SendBackView,
    ValidateView,
)
from hub.gateway.views.gates import (
    GateRegisterView,
    GateView,
    OpenView,
    PackFileView,
    PackView,
    PutView,
    SendLinkView,
    SubmitView,
    WithdrawView,
)
from hub.gateway.views.waivers import (
    AskWaiverView,
    GrantWaiverView,
    RefuseWaiverView,
    ReviseWaiverView,
    WaiverRegisterView,
    WaiverView,
    WithdrawWaiverView,
)

__all__ = [
    "AskWaiverView", "AssignView", "ConditionRegisterView", "ConditionView", "CreditView", "GateRegisterView",
    "GateView", "GrantView", "GrantWaiverView", "GrantWithConditionsView", "LiftView", "LinkView", "MeetView",
    "MoveView", "OpenView", "PackFileView", "PackView", "PutView", "RateView", "RefuseWaiverView", "ReopenView",
    "ReportView", "ReviseWaiverView", "SendBackView", "SendLinkView", "SubmitView", "ValidateView",
    "WaiverRegisterView", "WaiverView", "WithdrawView", "WithdrawWaiverView",
]  # fmt: skip

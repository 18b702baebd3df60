"""Pages of the forward plan and of needs."""

from hub.pipeline.views.entries import (
    DropView,
    EntryView,
    HandOverView,
    HideView,
    PipelineRegisterView,
    PlanView,
    ProposeView,
    ReviseView,
    SharingView,
    ShowView,
    StartView,
)
from hub.pipeline.views.needs import (
    AcceptView,
    DeclineView,
    JoinView,
    NeedRegisterView,
    NeedView,
    ReviseNeedView,
    SendView,
    TakeBackView,
)
from hub.pipeline.views.notices import DraftNoticeView, NoticeDraftView, NoticeFileView, NoticeView
from hub.pipeline.views.plan import BudgetView, OverlapsView, StartsView, TimelineView, WorkloadView

__all__ = [
    "AcceptView",
    "BudgetView",
    "DeclineView",
    "DraftNoticeView",
    "DropView",
    "EntryView",
    "HandOverView",
    "HideView",
    "JoinView",
    "NeedRegisterView",
    "NeedView",
    "NoticeDraftView",
    "NoticeFileView",
    "NoticeView",
    "OverlapsView",
    "PipelineRegisterView",
    "PlanView",
    "ProposeView",
    "ReviseNeedView",
    "ReviseView",
    "SendView",
    "SharingView",
    "ShowView",
    "StartView",
    "StartsView",
    "TakeBackView",
    "TimelineView",
    "WorkloadView",
]

"""Pages of market engagement."""

from hub.engagement.views.learning import AdvantageView, AnswerView, CiteView, FindView, StepsView
from hub.engagement.views.planning import (
    AskView,
    CloseView,
    InviteView,
    NoticeView,
    OpenView,
    PlanView,
    ReviseView,
    TransferView,
    WithdrawView,
)
from hub.engagement.views.reading import AnswersFileView, ExerciseRegisterView, ExerciseView

__all__ = [
    "AdvantageView",
    "AnswerView",
    "AnswersFileView",
    "AskView",
    "CiteView",
    "CloseView",
    "ExerciseRegisterView",
    "ExerciseView",
    "FindView",
    "InviteView",
    "NoticeView",
    "OpenView",
    "PlanView",
    "ReviseView",
    "StepsView",
    "TransferView",
    "WithdrawView",
]

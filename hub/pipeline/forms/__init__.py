"""Cleaning of what people type about the forward plan and about what they need."""

from hub.pipeline.forms.entries import HandOverForm, HideForm, PlanForm, ProposeForm, ReviseForm, SharingForm, ShowForm
from hub.pipeline.forms.needs import AcceptForm, AnswerForm, JoinForm, NeedForm, ReviseNeedForm
from hub.pipeline.forms.notices import YearForm

__all__ = [
    "AcceptForm",
    "AnswerForm",
    "HandOverForm",
    "HideForm",
    "JoinForm",
    "NeedForm",
    "PlanForm",
    "ProposeForm",
    "ReviseForm",
    "ReviseNeedForm",
    "SharingForm",
    "ShowForm",
    "YearForm",
]

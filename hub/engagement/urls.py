"""Addresses of market engagement."""

from django.urls import path

from hub.engagement import acts, views
from hub.platform.registers.views import register_urls

app_name = "engagement"
ONE = "engagement/<str:reference>/"

ACTS = (
    (acts.REVISE, views.ReviseView),
    (acts.ASK, views.AskView),
    (acts.INVITE, views.InviteView),
    (acts.RECORD_NOTICE, views.NoticeView),
    (acts.OPEN_IT, views.OpenView),
    (acts.ANSWER, views.AnswerView),
    (acts.RECORD_STEPS, views.StepsView),
    (acts.FIND, views.FindView),
    (acts.ASSESS_ADVANTAGE, views.AdvantageView),
    (acts.CITE, views.CiteView),
    (acts.CLOSE, views.CloseView),
    (acts.WITHDRAW, views.WithdrawView),
    (acts.TRANSFER, views.TransferView),
)

urlpatterns = [
    *register_urls(views.ExerciseRegisterView, prefix="engagement/"),
    path("engagement/new/", views.PlanView.as_view(), name="new"),
    path(ONE, views.ExerciseView.as_view(), name="record"),
    path(f"{ONE}answers.csv", views.AnswersFileView.as_view(), name="answers-file"),
    path(f"{ONE}answer/<int:number>/", views.AnswerView.as_view(), name="answer-of"),
    path(f"{ONE}cite/<int:number>/", views.CiteView.as_view(), name="cite-one"),
    *(path(f"{ONE}{act.slug}/", view.as_view(), name=act.slug) for act, view in ACTS),
]

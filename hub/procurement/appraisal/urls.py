"""Addresses of options appraisals."""

from django.urls import path

from hub.platform.registers.views import register_urls
from hub.procurement.appraisal import acts, views

app_name = "appraisal"
ONE = "appraisals/<str:reference>/"

ACTS = (
    (acts.ADD_OPTION, views.AddOptionView),
    (acts.WEIGH, views.WeighView),
    (acts.ASK_FOR_SCORES, views.AskForScoresView),
    (acts.REOPEN, views.ReopenView),
    (acts.CHOOSE, views.ChooseView),
    (acts.APPRAISE_AGAIN, views.AgainView),
    (acts.CHECK_OUTCOME, views.CheckOutcomeView),
    (acts.WITHDRAW, views.WithdrawView),
    (acts.TRANSFER, views.TransferView),
)

urlpatterns = [
    *register_urls(views.AppraisalRegisterView, prefix="appraisals/"),
    path(ONE, views.AppraisalView.as_view(), name="record"),
    path(f"{ONE}score/", views.ScoreView.as_view(), name="score"),
    path(f"{ONE}options/<int:number>/", views.ReviseOptionView.as_view(), name="option"),
    *(path(f"{ONE}{act.slug}/", view.as_view(), name=act.slug) for act, view in ACTS),
]

"""Addresses of quotes."""

from django.urls import path

from hub.platform.registers.views import register_urls
from hub.tender import acts, views

app_name = "tender"
ONE = "quotes/<str:reference>/"

ACTS = (
    (acts.REVISE, views.ReviseView),
    (acts.DRAW, views.DrawView),
    (acts.CHOOSE_SUPPLIERS, views.ChooseView),
    (acts.ASK, views.AskView),
    (acts.INVITE, views.InviteView),
    (acts.EXTEND, views.ExtendView),
    (acts.ANSWER, views.AnswerView),
    (acts.RESEND, views.ResendView),
    (acts.WITHDRAW, views.WithdrawView),
    (acts.TRANSFER, views.TransferView),
)

urlpatterns = [
    *register_urls(views.QuoteRegisterView, prefix="quotes/"),
    path("quotes/new/", views.NewView.as_view(), name="new"),
    path("quotes/from/<str:reference>/", views.FromView.as_view(), name="from"),
    path(ONE, views.QuoteView.as_view(), name="record"),
    path(f"{ONE}draws/<int:number>.json", views.DrawFileView.as_view(), name="draw-file"),
    path(f"{ONE}resend/<int:number>/", views.ResendView.as_view(), name="resend-to"),
    *(path(f"{ONE}{act.slug}/", view.as_view(), name=act.slug) for act, view in ACTS),
]

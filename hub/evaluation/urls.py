"""Addresses of scores: those of a quote with one word more."""

from django.urls import path

from hub.evaluation import acts, views

app_name = "evaluation"
ONE = "quotes/<str:reference>/scores/"

# Of one offer each; without its number the page lists the offers.
OF_OFFERS = (
    (acts.MARK, views.MarkView),
    (acts.CHECK, views.CheckView),
    (acts.MODERATE, views.ModerateView),
    (acts.NOTE_PRICE, views.NotePriceView),
)
ACTS = (
    (acts.DECLARE, views.DeclareView),
    (acts.SETTLE_TIE, views.SettleTieView),
    (acts.FINISH, views.FinishView),
    (acts.REOPEN, views.ReopenView),
)

urlpatterns = [
    path(ONE, views.ScoresView.as_view(), name="record"),
    *(path(f"{ONE}{act.slug}/", view.as_view(), name=act.slug) for act, view in (*ACTS, *OF_OFFERS)),
    *(path(f"{ONE}{act.slug}/<int:number>/", view.as_view(), name=f"{act.slug}-one") for act, view in OF_OFFERS),
]

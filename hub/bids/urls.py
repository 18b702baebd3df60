"""Addresses of the key ceremony; each sort of record has a namespace of its own."""

from django.urls import include, path

from hub.bids import acts, views
from hub.platform.registers.views import register_urls

KEY, ROSTER = "openers/<str:reference>/", "rosters/<str:reference>/"

KEY_ACTS = (
    (acts.PROVE_KEY, views.ProveView),
    (acts.ASK_AGAIN, views.AskAgainView),
    (acts.RETIRE_KEY, views.RetireKeyView),
)
ROSTER_ACTS = (
    (acts.REVISE_ROSTER, views.ReviseView),
    (acts.REHEARSE, views.RehearseView),
    (acts.GIVE_SHARE, views.GiveShareView),
    (acts.PUT_IN_FORCE, views.PutInForceView),
    (acts.RETIRE_ROSTER, views.RetireRosterView),
)

openers = [
    *register_urls(views.KeyRegisterView, prefix="openers/"),
    path("openers/new/", views.OfferView.as_view(), name="offer"),
    path(KEY, views.KeyView.as_view(), name="record"),
    path(f"{KEY}question.age", views.QuestionView.as_view(), name="question"),
    *(path(f"{KEY}{act.slug}/", view.as_view(), name=act.slug) for act, view in KEY_ACTS),
]
rosters = [
    *register_urls(views.RosterRegisterView, prefix="rosters/"),
    path("rosters/new/", views.DrawUpView.as_view(), name="draw-up"),
    path(ROSTER, views.RosterView.as_view(), name="record"),
    path(f"{ROSTER}openings.json", views.BundleView.as_view(), name="openings"),
    *(path(f"{ROSTER}{act.slug}/", view.as_view(), name=act.slug) for act, view in ROSTER_ACTS),
]

OPENING = "quotes/<str:reference>/opening/"
openings = [
    path(OPENING, views.OpeningView.as_view(), name="record"),
    path(f"{OPENING}root.json", views.RootView.as_view(), name="root"),
    path(f"{OPENING}{acts.DECIDE_INCIDENT.slug}/", views.IncidentView.as_view(), name="decide-incident"),
    path(f"{OPENING}<slug:envelope>/", views.GiveSharesView.as_view(), name="give-shares"),
    path(f"{OPENING}<slug:envelope>/openings.json", views.OpeningsFileView.as_view(), name="openings"),
]

urlpatterns = [
    path("", include((openers, "openers"))),
    path("", include((rosters, "rosters"))),
    path("", include((openings, "openings"))),
]

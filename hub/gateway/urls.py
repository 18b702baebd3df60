"""Addresses of gates, conditions and waivers; each sort of record has a namespace of its own."""

from django.urls import include, path

from hub.gateway import acts, views
from hub.platform.registers.views import register_urls

GATE_ACTS = (
    (acts.SUBMIT, views.SubmitView),
    (acts.PUT, views.PutView),
    (acts.SEND_LINK, views.SendLinkView),
    (acts.GRANT, views.GrantView),
    (acts.GRANT_WITH_CONDITIONS, views.GrantWithConditionsView),
    (acts.SEND_BACK, views.SendBackView),
    (acts.WITHDRAW, views.WithdrawView),
    (acts.REPORT, views.ReportView),
    (acts.REOPEN, views.ReopenView),
    (acts.CREDIT, views.CreditView),
    (acts.RATE, views.RateView),
    (acts.VALIDATE, views.ValidateView),
)
CONDITION_ACTS = (
    (acts.MEET, views.MeetView),
    (acts.MOVE, views.MoveView),
    (acts.ASSIGN, views.AssignView),
    (acts.LIFT, views.LiftView),
)
WAIVER_ACTS = (
    (acts.REVISE_WAIVER, views.ReviseWaiverView),
    (acts.GRANT_WAIVER, views.GrantWaiverView),
    (acts.REFUSE_WAIVER, views.RefuseWaiverView),
    (acts.WITHDRAW_WAIVER, views.WithdrawWaiverView),
)

conditions = [
    *register_urls(views.ConditionRegisterView, prefix="gates/conditions/"),
    path("gates/conditions/<str:reference>/", views.ConditionView.as_view(), name="record"),
    *(
        path(f"gates/conditions/<str:reference>/{act.slug}/", view.as_view(), name=act.slug)
        for act, view in CONDITION_ACTS
    ),
]
gates = [
    *register_urls(views.GateRegisterView, prefix="gates/"),
    path("gates/new/", views.OpenView.as_view(), name="new"),
    path("gates/link/<str:token>/", views.LinkView.as_view(), name="link"),
    path("gates/<str:reference>/", views.GateView.as_view(), name="record"),
    path("gates/<str:reference>/pack/", views.PackView.as_view(), name="pack"),
    path("gates/<str:reference>/pack.<str:format>", views.PackFileView.as_view(), name="pack-file"),
    *(path(f"gates/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in GATE_ACTS),
]
waivers = [
    *register_urls(views.WaiverRegisterView, prefix="waivers/"),
    path("waivers/new/", views.AskWaiverView.as_view(), name="new"),
    path("waivers/<str:reference>/", views.WaiverView.as_view(), name="record"),
    *(path(f"waivers/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in WAIVER_ACTS),
]

urlpatterns = [
    path("", include((conditions, "gateconditions"))),
    path("", include((gates, "gateway"))),
    path("", include((waivers, "waivers"))),
]

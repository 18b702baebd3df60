"""Addresses of the maturity pages."""

from django.urls import path

from hub.maturity import acts, views
from hub.platform.registers.views import register_urls

app_name = "maturity"

urlpatterns = [
    path("maturity/", views.OverviewView.as_view(), name="overview"),
    path("maturity/history/", views.HistoryView.as_view(), name="history"),
    path("maturity/quality/", views.QualityView.as_view(), name="quality"),
    path("maturity/measures/", views.MeasuresView.as_view(), name="measures"),
    path("maturity/measures/<str:key>/", views.MeasureView.as_view(), name="measure"),
    path("maturity/capabilities/<str:code>/", views.CapabilityView.as_view(), name="capability"),
    path("maturity/behaviours/<str:code>/", views.BehaviourView.as_view(), name="behaviour"),
    path("maturity/claims/<slug:subject>/<str:code>/", views.ClaimView.as_view(), name="claim"),
    *register_urls(views.EvidenceRegisterView, prefix="maturity/evidence/"),
    path("maturity/evidence/new/", views.AttestView.as_view(), name="attest"),
    path("maturity/evidence/<str:reference>/", views.EvidenceView.as_view(), name="evidence"),
    path("maturity/evidence/<str:reference>/withdraw/", views.WithdrawView.as_view(), name=acts.WITHDRAW.slug),
    path("maturity/rounds/", views.RoundsView.as_view(), name="rounds"),
    path("maturity/rounds/new/", views.BeginRoundView.as_view(), name="open-round"),
    path("maturity/rounds/<str:reference>/", views.RoundView.as_view(), name="round"),
    path("maturity/rounds/<str:reference>/answer/", views.AnswerView.as_view(), name=acts.ANSWER.slug),
    path("maturity/rounds/<str:reference>/lock/", views.LockView.as_view(), name=acts.LOCK.slug),
]

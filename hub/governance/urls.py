"""Addresses of governance; each sort of record has a namespace of its own."""

from django.urls import include, path

from hub.governance import views
from hub.platform.registers.views import register_urls

bodies = [
    *register_urls(views.BodyRegisterView, prefix="bodies/"),
    path("bodies/<str:reference>/", views.BodyView.as_view(), name="record"),
]
meetings = [
    *register_urls(views.MeetingRegisterView, prefix="meetings/"),
    path("meetings/<str:reference>/", views.MeetingView.as_view(), name="record"),
]
agenda = [path("agenda/<str:reference>/", views.ItemView.as_view(), name="record")]
decisions = [
    *register_urls(views.DecisionRegisterView, prefix="decisions/"),
    path("decisions/<str:reference>/", views.DecisionView.as_view(), name="record"),
]

urlpatterns = [
    path("", include((bodies, "bodies"))),
    path("", include((meetings, "meetings"))),
    path("", include((agenda, "agenda"))),
    path("", include((decisions, "decisions"))),
]

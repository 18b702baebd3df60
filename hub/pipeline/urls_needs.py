"""Addresses of what people need."""

from django.urls import path

from hub.pipeline import acts, views
from hub.platform.registers.views import register_urls

app_name = "needs"

ACTS = (
    (acts.REVISE_NEED, views.ReviseNeedView),
    (acts.ACCEPT, views.AcceptView),
    (acts.JOIN, views.JoinView),
    (acts.DECLINE, views.DeclineView),
    (acts.TAKE_BACK, views.TakeBackView),
)

urlpatterns = [
    *register_urls(views.NeedRegisterView, prefix="needs/"),
    path("needs/new/", views.SendView.as_view(), name="new"),
    path("needs/<str:reference>/", views.NeedView.as_view(), name="record"),
    *(path(f"needs/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in ACTS),
]

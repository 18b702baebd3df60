"""Addresses of the duties of the law."""

from django.urls import path

from hub.duty import acts, views
from hub.platform.registers.views import register_urls

app_name = "duty"

ACTS = (
    (acts.PROVE, views.ProveView),
    (acts.SET_ASIDE, views.SetAsideView),
    (acts.REOPEN, views.ReopenView),
    (acts.ASSIGN, views.AssignView),
)

urlpatterns = [
    *register_urls(views.DutyRegisterView, prefix="duties/"),
    path("duties/<str:reference>/", views.DutyView.as_view(), name="record"),
    *(path(f"duties/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in ACTS),
]

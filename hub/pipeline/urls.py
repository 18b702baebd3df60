"""Addresses of the forward plan."""

from django.urls import path

from hub.pipeline import acts, views
from hub.platform.registers.views import register_urls

app_name = "pipeline"

ACTS = (
    (acts.PLAN, views.PlanView),
    (acts.REVISE, views.ReviseView),
    (acts.START, views.StartView),
    (acts.DROP, views.DropView),
)

urlpatterns = [
    *register_urls(views.PipelineRegisterView, prefix="pipeline/"),
    path("pipeline/new/", views.ProposeView.as_view(), name="new"),
    path("pipeline/<str:reference>/", views.EntryView.as_view(), name="record"),
    *(path(f"pipeline/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in ACTS),
]

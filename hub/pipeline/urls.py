"""Addresses of the forward plan."""

from django.urls import path

from hub.pipeline import acts, views
from hub.platform.registers.views import register_urls

app_name = "pipeline"

ACTS = (
    (acts.PLAN, views.PlanView),
    (acts.REVISE, views.ReviseView),
    (acts.START, views.StartView),
    (acts.DECIDE_SHARING, views.SharingView),
    (acts.SHOW, views.ShowView),
    (acts.HIDE, views.HideView),
    (acts.HAND_OVER, views.HandOverView),
    (acts.DROP, views.DropView),
)

urlpatterns = [
    *register_urls(views.PipelineRegisterView, prefix="pipeline/"),
    path("pipeline/new/", views.ProposeView.as_view(), name="new"),
    path("pipeline/timeline/", views.TimelineView.as_view(), name="timeline"),
    path("pipeline/starts.ics", views.StartsView.as_view(), name="starts"),
    path("pipeline/workload/", views.WorkloadView.as_view(), name="workload"),
    path("pipeline/budget/", views.BudgetView.as_view(), name="budget"),
    path("pipeline/overlaps/", views.OverlapsView.as_view(), name="overlaps"),
    path("pipeline/notice/", views.NoticeView.as_view(), name="notice"),
    path("pipeline/notice/draft/", views.DraftNoticeView.as_view(), name="draft"),
    path("pipeline/notice/<str:reference>/", views.NoticeDraftView.as_view(), name="notice-draft"),
    path("pipeline/notice/<str:reference>/uk1.<str:format>", views.NoticeFileView.as_view(), name="notice-file"),
    path("pipeline/<str:reference>/", views.EntryView.as_view(), name="record"),
    *(path(f"pipeline/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in ACTS),
]

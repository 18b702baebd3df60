"""Addresses of the law desk on the staff site."""

from django.urls import path

from hub.lawdesk import acts, views
from hub.platform.registers.views import register_urls

app_name = "lawdesk"

ACTS = (
    (acts.REVIEW, views.ReviewView),
    (acts.ASSIGN, views.AssignView),
    (acts.CLOSE, views.CloseView),
)

urlpatterns = [
    path("law/", views.DeskView.as_view(), name="desk"),
    *register_urls(views.LawChangeRegisterView, prefix="law/changes/"),
    path("law/changes/<str:reference>/", views.LawChangeView.as_view(), name="change"),
    *(path(f"law/changes/<str:reference>/{act.slug}/", view.as_view(), name=act.slug) for act, view in ACTS),
    path("law/<slug:rule>/", views.QuestionView.as_view(), name="question"),
    path("law/<slug:rule>/save/", views.SaveView.as_view(), name="save"),
]

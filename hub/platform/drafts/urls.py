"""Addresses of drafts, under ``/drafts/`` on the staff and the supplier site."""

from django.urls import path

from hub.platform.drafts import views

app_name = "drafts"
urlpatterns = [
    path("", views.DraftsView.as_view(), name="drafts"),
    path("save/<str:token>/", views.SaveView.as_view(), name="save"),
    path("discard/<str:token>/", views.DiscardView.as_view(), name="discard"),
]

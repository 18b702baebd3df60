"""Addresses of risk screens."""

from django.urls import path

from hub.platform.registers.views import register_urls
from hub.risk import acts, views

app_name = "risk"
SCREEN = "risk/screens/<str:reference>/"

urlpatterns = [
    *register_urls(views.ScreenRegisterView, prefix="risk/screens/"),
    path(SCREEN, views.ScreenView.as_view(), name="screen-page"),
    path(f"{SCREEN}{acts.REVIEW.slug}/", views.ReviewView.as_view(), name=acts.REVIEW.slug),
    path(f"{SCREEN}{acts.SCREEN_AGAIN.slug}/", views.AgainView.as_view(), name=acts.SCREEN_AGAIN.slug),
    path(f"{SCREEN}{acts.NAME.slug}/", views.NameView.as_view(), name=acts.NAME.slug),
    path(f"{SCREEN}asks/<int:number>/", views.MeetView.as_view(), name="asked"),
    path("risk/answer/<slug:word>/<str:reference>/<slug:topic>/", views.SheetView.as_view(), name="sheet"),
]

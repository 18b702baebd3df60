"""Addresses of the dated values."""

from django.urls import path

from hub.platform.reference import views

app_name = "reference"
urlpatterns = [
    path("settings/", views.SettingsView.as_view(), name="settings"),
    path("settings/reference/<slug:name>/", views.SetView.as_view(), name="set"),
    path("settings/reference/<slug:name>/add/", views.AddValueView.as_view(), name="add"),
    path("settings/reference/<slug:name>/<int:pk>/end/", views.EndValueView.as_view(), name="end"),
    path("settings/reference/<slug:name>/<int:pk>/take-back/", views.TakeBackView.as_view(), name="take-back"),
]

"""Addresses of the auditor's pages."""

from django.urls import path

from hub.platform.events import views
from hub.platform.registers.views import register_urls

urlpatterns = [
    path("activity/", views.ActivityView.as_view(), name="activity"),
    path("audit/verify/", views.VerifyView.as_view(), name="audit-verify"),
    path("audit/samples/", views.SampleView.as_view(), name="audit-samples"),
    path("audit/<int:number>/", views.EventView.as_view(), name="audit-event"),
    path("audit/<int:number>/erase/", views.EraseView.as_view(), name="audit-erase"),
    *register_urls(views.AuditRegisterView, prefix="audit/"),
]

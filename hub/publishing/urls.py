"""Addresses of the pages of people who publish."""

from django.urls import path

from hub.platform.registers.views import register_urls
from hub.publishing import views

app_name = "publishing"

urlpatterns = [
    path("export-all/", views.ExportAllView.as_view(), name="export-all"),
    path("export-all/<int:reference>/", views.FetchExportView.as_view(), name="fetch-export"),
    path("publications/", views.PublicationsView.as_view(), name="publications"),
    path("publications/<slug:key>/", views.DatasetView.as_view(), name="dataset"),
    path("publications/<slug:key>/publish/", views.PublishView.as_view(), name="publish"),
    path("publications/runs/<str:reference>/withdraw/", views.WithdrawRunView.as_view(), name="withdraw"),
    *register_urls(views.RedactionsView, prefix="redactions/"),
    path("redactions/new/<str:contract>/", views.RedactView.as_view(), name="redact"),
    path("redactions/<str:reference>/", views.RedactionView.as_view(), name="redaction"),
    path("redactions/<str:reference>/unredact/", views.UnredactView.as_view(), name="unredact"),
]

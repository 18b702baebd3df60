"""Addresses of the authority's settings."""

from django.urls import path

from hub.platform.tenancy.views import AuthorityView

staff_urls = [path("settings/authority/<slug:code>/", AuthorityView.as_view(), name="authority-settings")]

"""Addresses of search on the staff site."""

from django.urls import path, re_path

from hub.platform.search import views

REFERENCE = r"^(?P<reference>(?i:[A-Z]{2,12}-)?(?i:[A-Z]{2,6})-\d{4}-\d{4,9})/?$"

app_name = "search"
urlpatterns = [
    path("search/", views.SearchView.as_view(), name="search"),
    path("search/suggest/", views.SuggestView.as_view(), name="suggest"),
    re_path(REFERENCE, views.ReferenceView.as_view(), name="reference"),
]

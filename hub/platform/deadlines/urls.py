"""Addresses of alerts and the calendar."""

from django.urls import include, path

from hub.platform.deadlines import calendar_views, views
from hub.platform.registers.views import register_urls

alerts = [
    *register_urls(views.AlertQueue),
    path("together/acknowledge/", views.AcknowledgeTogether.as_view(), name="together-acknowledge"),
    path("together/put-off/", views.PutOffTogether.as_view(), name="together-put-off"),
    path("together/act/", views.ActTogether.as_view(), name="together-act"),
    path("<int:reference>/", views.AlertPage.as_view(), name="alert"),
    path("<int:reference>/acknowledge/", views.Acknowledge.as_view(), name="acknowledge"),
    path("<int:reference>/read/", views.Read.as_view(), name="read"),
    path("<int:reference>/put-off/", views.PutOff.as_view(), name="put-off"),
    path("<int:reference>/act/", views.Act.as_view(), name="act"),
]
calendar = [
    path("", calendar_views.CalendarPage.as_view(), name="calendar"),
    path("feeds/", calendar_views.FeedsPage.as_view(), name="feeds"),
    path("feeds/<int:reference>/revoke/", calendar_views.RevokeFeed.as_view(), name="revoke-feed"),
    path("feed/<str:token>.ics", calendar_views.feed, name="feed"),
]
urlpatterns = [
    path("alerts/", include((alerts, "alerts"))),
    path("calendar/", include((calendar, "calendar"))),
]

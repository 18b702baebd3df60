"""Addresses of background work."""

from django.urls import include, path

from hub.platform.jobs import views

jobs = [
    path("", views.JobsPage.as_view(), name="jobs"),
    path("<int:reference>/", views.JobPage.as_view(), name="job"),
    path("<int:reference>/cancel/", views.CancelJob.as_view(), name="cancel"),
    path("<int:reference>/retry/", views.RetryJob.as_view(), name="retry"),
    path("<int:reference>/result/", views.JobResult.as_view(), name="result"),
]
urlpatterns = [path("jobs/", include((jobs, "jobs")))]

"""Pages of background work."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from hub.platform import words
from hub.platform.identity.roles import EVERYONE
from hub.platform.jobs import selectors, services
from hub.platform.jobs.models import Job
from hub.platform.jobs.terms import JobState
from hub.platform.ui.parts import Row, Tag
from hub.platform.ui.views import OnRecord, PageView

REFRESH_SECONDS = 3
TAGS = {
    JobState.QUEUED: Tag("Waiting to start", "blue"),
    JobState.RUNNING: Tag("Under way", "blue"),
    JobState.FAILED: Tag("Failed", "red"),
    JobState.CANCELLED: Tag("Cancelled", "grey"),
}


class JobsPage(PageView):
    """The work that this person started."""

    reads = EVERYONE
    template_name = "jobs/jobs.html"
    title = "Background work"

    def context(self) -> dict[str, Any]:
        """Add the jobs."""
        jobs = selectors.jobs_of(self.actor)
        return {**super().context(), "lines": [(job, TAGS.get(JobState(job.state))) for job in jobs]}


class JobPage(OnRecord):
    """How far a job is and what came of it; without script the page reloads itself while the job runs."""

    reads = EVERYONE
    find = staticmethod(selectors.job_for)
    template_name = "jobs/job.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page, or only the progress to a script that asks for it."""
        htmx = getattr(request, "htmx", None)
        if htmx and not htmx.boosted:
            response = render(request, "jobs/_progress.html", self.context())
            if self.record.has_ended:
                response["HX-Refresh"] = "true"
            return response
        return self.page()

    def context(self) -> dict[str, Any]:
        """Add progress, result and what can be done."""
        job = self.record
        return {
            **super().context(),
            "title": job.label,
            "job": job,
            "tag": TAGS.get(JobState(job.state)),
            "rows": facts(job),
            "counted": counted(job),
            "refresh": 0 if job.has_ended else REFRESH_SECONDS,
            "has_file": selectors.result_file(job) is not None,
        }


def counted(job: Job) -> str:
    """Say how much is done."""
    if job.total:
        return f"{job.done:,} of {job.total:,}"
    return f"{job.done:,}" if job.done else ""


def facts(job: Job) -> list[Row]:
    """Give the summary of a job in words."""
    rows = [Row("Asked for", words.moment(job.queued_at))]
    if job.begun_at:
        rows.append(Row("Begun", words.moment(job.begun_at)))
    if job.ended_at:
        rows.append(Row("Ended", words.moment(job.ended_at)))
    if job.attempts > 1:
        rows.append(Row("Begun again", words.plural(job.attempts - 1, "time")))
    return rows


class JobAct(OnRecord):
    """A button on a job's page."""

    reads = EVERYONE
    find = staticmethod(selectors.job_for)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it and show the job."""
        self.perform(self.record)
        return HttpResponseRedirect(self.record.get_absolute_url())

    def perform(self, job: Job) -> None:
        """Do what the button says."""
        raise NotImplementedError


class CancelJob(JobAct):
    """Stop where nothing is half done."""

    def perform(self, job: Job) -> None:
        """Ask the job to stop."""
        services.cancel(job)


class RetryJob(JobAct):
    """Start again."""

    def perform(self, job: Job) -> None:
        """Queue the job again."""
        services.retry(job)


class JobResult(OnRecord):
    """The file that a job made."""

    reads = EVERYONE
    find = staticmethod(selectors.job_for)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send the file."""
        path = selectors.result_file(self.record)
        if path is None:
            raise Http404
        name = str(self.record.result.get("name") or path.name)
        return FileResponse(path.open("rb"), as_attachment=True, filename=name)

"""Run what is queued, in this process; for tests and for commands that must not wait for a worker."""

from __future__ import annotations

from hub.platform.jobs.models import Job
from hub.platform.jobs.services import run
from hub.platform.jobs.terms import JobState


def run_all() -> int:
    """Run every waiting job, also those that the jobs themselves queue; gives how many ran."""
    count = 0
    while (waiting := Job.objects.filter(state=JobState.QUEUED).order_by("pk").first()) is not None:
        run(waiting.pk)
        count += 1
    return count

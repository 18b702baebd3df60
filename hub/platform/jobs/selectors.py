"""Reads over jobs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hub.platform.actors import Actor
from hub.platform.jobs import lease
from hub.platform.jobs.models import Job


def job_for(actor: Actor | None, reference: Any) -> Job | None:
    """Give a job that this person started, or nothing."""
    if actor is None or actor.person_id is None or not str(reference).isdecimal():
        return None
    return Job.objects.started_by_person(actor.person_id).filter(pk=int(reference)).first()  # type: ignore[no-any-return]


def jobs_of(actor: Actor, *, most: int = 50) -> list[Job]:
    """Give the last jobs that a person started."""
    return list(Job.objects.started_by_person(actor.person_id).order_by("-queued_at")[:most])


def result_file(job: Job) -> Path | None:
    """Give the file that a job left for download, if it lies in the folder of jobs."""
    name = str(job.result.get("file", ""))
    if not name:
        return None
    path = (lease.folder() / name).resolve()
    inside = path.is_relative_to(lease.folder().resolve())
    return path if inside and path.is_file() else None

"""The work that a load leaves to the worker. Each job may run again from its start."""

from __future__ import annotations

from typing import Any

from hub.platform import clock, words
from hub.platform.actors import SYSTEM, Actor
from hub.platform.documents.storage import Missing
from hub.platform.identity.models import Person
from hub.platform.identity.selectors import actor_for
from hub.platform.jobs.running import Running
from hub.platform.jobs.services import enqueue
from hub.platform.registers.importing import services
from hub.platform.registers.importing.files import opened
from hub.platform.registers.importing.loader import loader_of
from hub.platform.registers.importing.models import ImportBatch
from hub.platform.registers.importing.terms import BatchState
from hub.platform.tabular.results import Unreadable

GONE = "The uploaded file is no longer in the store. Upload it again."


def queue(function: str, batch: ImportBatch, *, by: Actor, label: str) -> None:
    """Queue one step of a load and remember the job on the batch."""
    # The version makes the key new each time the batch comes to the step again.
    key = f"import:{batch.pk}:{function}:{batch.version}"
    job = enqueue(f"{__name__}.{function}", batch.pk, key=key, by=by, label=f"{label} {batch.file_name}"[:200])
    ImportBatch.objects.filter(pk=batch.pk).update(job_id=job.pk)
    batch.job_id = job.pk


def check_list(job: Running, batch_id: int) -> dict[str, Any]:
    """Check an uploaded list."""
    batch = ImportBatch.objects.select_related("authority").get(pk=batch_id)
    if batch.status != BatchState.UPLOADED:
        return result(batch)
    try:
        with opened(batch) as path:
            services.check(batch, path, by=_starter(job), at=clock.now(), report=job.progress)
    except Missing:
        services.fail(batch, GONE, at=clock.now())
    return result(batch)


def load_list(job: Running, batch_id: int) -> dict[str, Any]:
    """Load a checked list."""
    batch = ImportBatch.objects.select_related("authority").get(pk=batch_id)
    if batch.status != BatchState.LOADING:
        return result(batch)
    try:
        with opened(batch) as path:
            services.load(batch, path, by=_starter(job), at=clock.now(), report=job.progress)
    except Missing:
        services.fail(batch, GONE, at=clock.now())
    except Unreadable as fault:
        services.fail(batch, fault.sentence, at=clock.now())
    return result(batch)


def undo_list(job: Running, batch_id: int) -> dict[str, Any]:
    """Undo a load."""
    batch = ImportBatch.objects.select_related("authority").get(pk=batch_id)
    if batch.status == BatchState.UNDOING:
        services.undo(batch, by=_starter(job), at=clock.now(), report=job.progress)
    return result(batch)


def result(batch: ImportBatch) -> dict[str, Any]:
    """Give what the page of the job says."""
    text = f"{words.plural(batch.accepted, 'new record')}, {batch.updated:,} changed, {batch.rejected:,} left out"
    return {"link": f"{loader_of(batch.register).base}{batch.pk}/", "text": batch.error or text}


def _starter(job: Running) -> Actor:
    """Give the person who started the job, with what they hold now."""
    if job.started_by_id is None:
        return SYSTEM
    person = Person.objects.get(pk=job.started_by_id)
    return actor_for(person, on=clock.today(), site="staff")

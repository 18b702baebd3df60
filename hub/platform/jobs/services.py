"""Put work in the queue, run it, and bring back what a dead worker left.

Jobs are at-least-once: the same job may run again from its start, so each must be safe to repeat.
"""

from __future__ import annotations

import logging
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django_q.tasks import async_task

from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.jobs import lease
from hub.platform.jobs.models import Job, Turn
from hub.platform.jobs.running import Cancelled, Running
from hub.platform.jobs.terms import JobState

log = logging.getLogger("hub.jobs")

# A job that no worker took is offered again; one whose worker shows no life is taken from it.
OFFER_AGAIN = timedelta(seconds=30)
SILENT = timedelta(seconds=20)
LOCK_GRACE = timedelta(seconds=1)
MOST_ATTEMPTS = 5


@dataclass(frozen=True)
class Schedule:
    """A piece of regular work."""

    name: str
    function: str
    every: timedelta


SCHEDULES: dict[str, Schedule] = {}


def schedule(name: str, function: str, *, every: timedelta) -> Schedule:
    """Declare work that is done again and again; the worker starts it, by the Hub's clock.

    :param function: dotted name of a function that takes the running job.
    :raises ValueError: when another function has the name.
    """
    made = Schedule(name, function, every)
    if SCHEDULES.setdefault(name, made) != made:
        raise ValueError(f"The regular work {name} is declared twice.")
    return made


def enqueue(
    function: str,
    *arguments: Any,
    key: str | None = None,
    by: Actor | None = None,
    label: str = "",
    at: datetime | None = None,
) -> Job:
    """Put a job in the queue when the transaction commits; a transaction that is rolled back takes it along.

    :param function: dotted name; it is called with the running job and the arguments.
    :param arguments: values that JSON can hold.
    :param key: at most one job has it; a second call gives the first job back.
    :param by: who may follow and cancel it; nobody for the Hub's own work.
    """
    fresh = {
        "label": label or function.rsplit(".", 1)[1].replace("_", " ").capitalize(),
        "function": function,
        "arguments": list(arguments),
        "started_by_id": by.person_id if by else None,
        "queued_at": at or clock.now(),
        "waiting_since": clock.real_now(),
        "offered_at": clock.real_now(),
    }
    with transaction.atomic():
        if key is None:
            job, is_new = Job.objects.create(**fresh), True
        else:
            job, is_new = Job.objects.get_or_create(key=key, defaults=fresh)
        if is_new:
            transaction.on_commit(lambda: offer(job.pk))
    return job


def offer(job_id: int) -> None:
    """Give a job to the queue; the queue may hold it more than once, but it runs once at a time."""
    async_task("hub.platform.jobs.services.run", job_id, save=False)


def run(job_id: int) -> None:
    """Run a job if it waits; the function that the queue calls.

    Work that somebody asked for goes before the Hub's own, which then stands at the end of the queue again: after a day
    with sixty new papers a person who loads a file would wait for the check of every one of them.
    """
    if (asked := _asked_for(job_id)) is not None:
        offer(job_id)
        job_id = asked
    try:
        with lease.lease(job_id):
            if job := _take(job_id):
                _run(job)
    except lease.Held:
        return


def _asked_for(job_id: int) -> int | None:
    """Give the first job that somebody waits for, where the one in turn is the Hub's own."""
    waiting = Job.objects.filter(state=JobState.QUEUED)
    if not waiting.filter(pk=job_id, started_by__isnull=True).exists():
        return None
    asked = waiting.filter(started_by__isnull=False).order_by("pk").values_list("pk", flat=True)
    return asked.first()  # type: ignore[no-any-return]


def _take(job_id: int) -> Job | None:
    """Claim a waiting job with one conditional UPDATE."""
    now = clock.real_now()
    token = uuid.uuid4().hex
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, run=token, beat_at=now, host=lease.host(), begun_at=clock.now()
    )
    if not taken:
        return None
    job = Job.objects.get(pk=job_id)
    job.attempts += 1
    Job.objects.filter(pk=job_id, run=token).update(attempts=job.attempts)
    return job


def _run(job: Job) -> None:
    running = Running(job)
    running.start()
    try:
        work: Callable[..., Any] = import_string(job.function)
        result = work(running, *job.arguments)
    except Cancelled:
        _end(job, running, JobState.CANCELLED)
    except Exception as fault:
        log.exception("Job %s failed.", job.pk)
        _end(job, running, JobState.FAILED, error=_in_words(fault))
    else:
        _end(job, running, JobState.DONE, result=result if isinstance(result, dict) else {})


def _end(job: Job, running: Running, state: JobState, **more: Any) -> None:
    running.finish()
    words = {"beat_at": clock.real_now(), "ended_at": clock.now(), **running.last_words, **more}
    Job.objects.filter(pk=job.pk, run=job.run).update(state=state, **words)


def _in_words(fault: Exception) -> str:
    """Give the last lines of a fault, for those who mend it; people read the label and what to do."""
    return "".join(traceback.format_exception(fault))[-4000:]


def sweep() -> int:
    """Bring back the jobs of dead workers and offer again what nobody took; gives how many moved."""
    now = clock.real_now()
    moved = 0
    for job in Job.objects.filter(state=JobState.RUNNING).only("pk", "run", "beat_at", "host", "attempts"):
        if is_dead(job, now):
            moved += _bring_back(job, now)
    lost = Q(offered_at__isnull=True) | Q(offered_at__lt=now - OFFER_AGAIN)
    for pk in Job.objects.filter(lost, state=JobState.QUEUED).order_by("pk").values_list("pk", flat=True)[:100]:
        if Job.objects.filter(lost, pk=pk, state=JobState.QUEUED).update(offered_at=now):
            offer(pk)
            moved += 1
    return moved


def is_dead(job: Job, now: datetime) -> bool:
    """Say whether the process that ran a job is gone: by its lock on this machine, else by its silence."""
    silence = now - (job.beat_at or now)
    if job.host == lease.host():
        return silence > LOCK_GRACE and not lease.is_held(job.pk)
    return silence > SILENT


def _bring_back(job: Job, now: datetime) -> int:
    same = Job.objects.filter(pk=job.pk, run=job.run, state=JobState.RUNNING)
    if job.attempts >= MOST_ATTEMPTS:
        error = f"The worker died {job.attempts} times while doing this."
        return int(same.update(state=JobState.FAILED, ended_at=clock.now(), error=error))
    moved = int(same.update(state=JobState.QUEUED, run="", waiting_since=now, offered_at=now))
    if moved:
        log.warning("The worker of job %s died; the job starts again.", job.pk)
        offer(job.pk)
    return moved


def start_schedules(*, at: datetime) -> int:
    """Start the regular work whose time has come; gives how many jobs were queued."""
    started = 0
    for one in SCHEDULES.values():
        turn, _ = Turn.objects.get_or_create(name=one.name, defaults={"next_at": at})
        if not turn.is_due(at):
            continue
        with transaction.atomic():
            mine = Turn.objects.filter(name=one.name, next_at=turn.next_at).update(next_at=at + one.every)
            if mine:
                key = f"{one.name}:{turn.next_at.isoformat()}"
                enqueue(one.function, key=key, label=one.name, at=at)
                started += 1
    return started


def cancel(job: Job) -> None:
    """Ask a job to stop: at once while it waits, else where nothing is half done."""
    Job.objects.filter(pk=job.pk).update(is_cancel_asked=True)
    Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(state=JobState.CANCELLED, ended_at=clock.now())


def retry(job: Job) -> None:
    """Start a failed or cancelled job again from its beginning."""
    again = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED])
    now = clock.real_now()
    fresh = {"is_cancel_asked": False, "attempts": 0, "error": "", "waiting_since": now, "offered_at": now}
    if again.update(state=JobState.QUEUED, **fresh):
        transaction.on_commit(lambda: offer(job.pk))


def forget_old(running: Running, *, keep: timedelta = timedelta(days=90)) -> dict[str, Any]:
    """Delete jobs that ended long ago; what they did is on the records."""
    old = Job.objects.ended().filter(ended_at__lt=clock.now() - keep)
    count = old.count()
    old.delete()
    return {"text": f"{count:,} old jobs deleted"}

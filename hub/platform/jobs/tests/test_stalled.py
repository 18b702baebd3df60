"""The queue's processes are started afresh only where jobs wait although these had their time and nothing moves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from hub.platform import clock
from hub.platform.jobs.commands.work import STALLED_AFTER, is_stalled
from hub.platform.jobs.models import Job
from hub.platform.jobs.services import enqueue
from hub.platform.jobs.terms import JobState

WORK = "hub.platform.jobs.tests.work_to_do.count_up"
LONG = timedelta(seconds=STALLED_AFTER + 5)
pytestmark = pytest.mark.django_db


def waiting(**facts: Any) -> Job:
    """Give a job that waits for longer than one should."""
    job = enqueue(WORK, 3)
    Job.objects.filter(pk=job.pk).update(waiting_since=clock.real_now() - LONG, **facts)
    return job


def long_ago() -> datetime:
    """Give a start of the queue's processes that lies far back."""
    return clock.real_now() - LONG


def test_a_job_that_waits_while_nothing_moves_tells_it() -> None:
    waiting()
    assert is_stalled(long_ago())


def test_jobs_that_waited_before_the_processes_were_there_do_not() -> None:
    waiting()
    assert not is_stalled(clock.real_now() - timedelta(seconds=5))


def test_nor_while_another_runs() -> None:
    waiting()
    waiting(state=JobState.RUNNING, beat_at=clock.real_now() - LONG)
    assert not is_stalled(long_ago())


def test_nor_behind_one_that_ended_lately() -> None:
    waiting()
    waiting(state=JobState.DONE, beat_at=clock.real_now() - timedelta(seconds=5))
    assert not is_stalled(long_ago())


def test_one_that_ended_long_ago_is_no_excuse() -> None:
    waiting()
    waiting(state=JobState.DONE, beat_at=clock.real_now() - LONG)
    assert is_stalled(long_ago())


def test_nor_does_a_job_that_was_queued_just_now() -> None:
    enqueue(WORK, 3)
    assert not is_stalled(long_ago())

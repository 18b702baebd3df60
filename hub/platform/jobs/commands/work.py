"""`hub work`: the queue, the deadlines, the e-mails, the subscribers and the regular work, in one process group."""

from __future__ import annotations

import argparse
import ctypes
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

HELP = "Run background work until interrupted: jobs, deadlines, e-mails, subscribers and regular work."

log = logging.getLogger("hub.jobs")

TICK = 1.0
LADDER_EVERY = 60.0
STOP_WITHIN = 10.0
# How long a job may wait while nothing runs before the queue's processes are started afresh.
STALLED_AFTER = 45.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--once", action="store_true", help="do what is due now, in this process, and end")


def run(options: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT, or once."""
    if options.once:
        once()
        return 0
    return Worker().work()


def once() -> None:
    """Do everything that is due, in this process."""
    from hub.platform.jobs.services import sweep
    from hub.platform.jobs.testing import run_all

    for _, duty in duties():
        duty()
    climb()
    sweep()
    run_all()


def duties() -> list[tuple[str, Callable[[], Any]]]:
    """Give what is looked at on each round, each with its name for the log."""
    from hub.platform import clock
    from hub.platform.deadlines import email, runner
    from hub.platform.events import subscribers
    from hub.platform.jobs import services

    return [
        ("jobs", services.sweep),
        ("schedules", lambda: services.start_schedules(at=clock.now())),
        ("deadlines", lambda: runner.run_due(at=clock.now(), most=1000)),
        ("subscribers", subscribers.run_due),
        ("e-mail", lambda: email.send_waiting(at=clock.now())),
    ]


def climb() -> None:
    """Bring back, hand over and pass on the alerts that wait."""
    from hub.platform import clock
    from hub.platform.deadlines import ladder

    ladder.climb(at=clock.now())


class Worker:
    """The process that keeps the queue's processes alive and does the rounds."""

    def __init__(self) -> None:
        self.is_stopping = False
        self.climbed_at = float("-inf")
        self.sentinel: Any = None
        self.stop_event: Any = None
        self.started_at: Any = None

    def work(self) -> int:
        """Work until told to stop; then let the running job end for a while, and stop."""
        os.register_at_fork(after_in_child=die_with_parent)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        self._start_queue()
        while not self.is_stopping:
            self._round()
            self._pause()
        self._stop_queue()
        return 0

    def _stop(self, number: int, frame: Any) -> None:
        self.is_stopping = True

    def _pause(self) -> None:
        end = time.monotonic() + TICK
        while not self.is_stopping and time.monotonic() < end:
            time.sleep(0.1)

    def _round(self) -> None:
        for name, duty in duties():
            if self.is_stopping:
                return
            guarded(name, duty)
        if time.monotonic() - self.climbed_at >= LADDER_EVERY:
            guarded("ladder", climb)
            self.climbed_at = time.monotonic()
        if not self.sentinel.is_alive() or guarded("queue", lambda: is_stalled(self.started_at)):
            log.warning("The queue's processes are started afresh.")
            self._kill_queue()
            self._start_queue()

    def _start_queue(self) -> None:
        from django import db
        from django_q.cluster import Cluster

        from hub.platform import clock

        db.connections.close_all()
        cluster = Cluster()
        # The cluster takes the signals for itself; stopping is ours to order.
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        cluster.start()
        self.sentinel, self.stop_event = cluster.sentinel, cluster.stop_event
        self.started_at = clock.real_now()

    def _stop_queue(self) -> None:
        self.stop_event.set()
        self.sentinel.join(timeout=STOP_WITHIN)
        self._kill_queue()

    def _kill_queue(self) -> None:
        """Kill what is left; jobs that were running start again with the next worker."""
        if self.sentinel.is_alive():
            self.sentinel.kill()
            self.sentinel.join(timeout=2)


def guarded(name: str, duty: Callable[[], Any]) -> Any:
    """Do one duty; a fault in it must not stop the others."""
    from django.db import close_old_connections

    close_old_connections()
    try:
        return duty()
    except Exception:
        log.exception("The round of %s failed and is tried again.", name)
        return None


def is_stalled(started_at: datetime) -> bool:
    """Say whether jobs wait although nothing runs: a worker killed while idle can leave the queue's pipe locked.

    Jobs that waited before the queue's processes were there, or behind others that ended lately, wait their turn.

    :param started_at: when the queue's processes were started, by the real clock.
    """
    from django.db.models import Q

    from hub.platform import clock
    from hub.platform.jobs.models import Job
    from hub.platform.jobs.terms import JobState

    before = clock.real_now() - timedelta(seconds=STALLED_AFTER)
    if started_at > before or Job.objects.filter(Q(state=JobState.RUNNING) | Q(beat_at__gt=before)).exists():
        return False
    return Job.objects.filter(state=JobState.QUEUED, waiting_since__lt=before).exists()


def die_with_parent() -> None:
    """Ask the kernel to end this child with its parent, so that kill -9 of the worker leaves nobody behind."""
    if sys.platform == "linux":
        parent_death_signal = 1
        ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGKILL)

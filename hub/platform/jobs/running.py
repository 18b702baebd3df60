"""What a job's function is given: a way to say how far it is, and to stop when asked."""

from __future__ import annotations

import threading
import time
from typing import Any

from django.db import DatabaseError, close_old_connections, connections

from hub.platform import clock
from hub.platform.jobs.models import Job
from hub.platform.jobs.terms import JobState

# Seconds between signs of life, and between looks at whether to stop.
BEAT = 2.0
ASK = 1.0


class Cancelled(Exception):
    """The person who started the job asked to stop it."""


class Running:
    """One run of a job.

    A thread with a connection of its own writes progress and the sign of life, so a job may report as often as it
    likes, also inside a long transaction: on PostgreSQL people see it at once, on SQLite when the transaction ends.
    """

    def __init__(self, job: Job) -> None:
        self.id = job.pk
        self.run = job.run
        self.started_by_id = job.started_by_id
        self.attempts = job.attempts
        self._said: dict[str, Any] = {}
        self._asked_at = float("-inf")
        self._cancel = threading.Event()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def progress(self, *, done: int | None = None, total: int | None = None, message: str | None = None) -> None:
        """Say how far the job is; cheap, so call it as often as you like."""
        said = {"done": done, "total": total, "message": message}
        self._said = {**self._said, **{name: value for name, value in said.items() if value is not None}}

    def stop_if_cancelled(self) -> None:
        """Stop here when the person asked for it; call it where nothing is half done.

        :raises Cancelled: when they did.
        """
        now = time.monotonic()
        if now - self._asked_at >= ASK:
            self._asked_at = now
            self._read_wish()
        if self._cancel.is_set():
            raise Cancelled

    def beat(self) -> None:
        """Write the sign of life and the progress, and read whether to stop."""
        mine = Job.objects.filter(pk=self.id, run=self.run, state=JobState.RUNNING)
        mine.update(beat_at=clock.real_now(), **self._said)
        self._read_wish()

    def _read_wish(self) -> None:
        if Job.objects.filter(pk=self.id, run=self.run, is_cancel_asked=True).exists():
            self._cancel.set()

    def start(self) -> None:
        """Begin to beat."""
        self._thread = threading.Thread(target=self._beat_on, name=f"job-{self.id}", daemon=True)
        self._thread.start()

    def finish(self) -> None:
        """Stop beating; the last words are written with the job's end."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(timeout=BEAT)

    @property
    def last_words(self) -> dict[str, Any]:
        """Give the progress said last."""
        return dict(self._said)

    def _beat_on(self) -> None:
        try:
            while not self._over.wait(BEAT):
                close_old_connections()
                try:
                    self.beat()
                except DatabaseError:
                    # Somebody writes for long; the file lock says that we live.
                    continue
        finally:
            connections.close_all()

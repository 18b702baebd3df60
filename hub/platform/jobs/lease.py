"""Know at once when the process that ran a job is gone.

The running process holds a lock on a file; the kernel lets go of it however the process ends, kill -9 included, so the
lock never lies about this machine. For workers on other machines the sign of life in the database decides.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


class Held(RuntimeError):
    """Another process runs this job now."""


def host() -> str:
    """Give the name of this machine together with the folder that its workers share."""
    return f"{socket.gethostname()}:{folder()}"[:120]


def folder() -> Path:
    """Give the folder of lock files and results."""
    return Path(settings.HUB_HOME) / "jobs"


@contextmanager
def lease(job_id: int) -> Iterator[None]:
    """Hold a job while it runs.

    :raises Held: when another process of this machine runs it.
    """
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{job_id}.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise Held(f"Job {job_id} is running.") from held
        yield
        path.unlink(missing_ok=True)
    finally:
        os.close(handle)


def is_held(job_id: int) -> bool:
    """Say whether a process of this machine holds the job."""
    try:
        handle = os.open(folder() / f"{job_id}.lock", os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False

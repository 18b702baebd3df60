"""Jobs that the tests run."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any


def count_up(job: Any, total: int) -> dict[str, Any]:
    """Count, and say how far."""
    for done in range(1, total + 1):
        job.progress(done=done, total=total, message=f"Row {done}")
        job.stop_if_cancelled()
    return {"text": f"Counted to {total}", "link": "/contracts/"}


def fail(job: Any) -> None:
    """Fail half-way."""
    job.progress(done=3, total=10)
    raise ValueError("the file is not a register")


def hang_once(job: Any, path: str) -> dict[str, Any]:
    """Hang at the first attempt, so that a test can kill the process; finish at the next."""
    pids = Path(path)
    with pids.open("a") as file:
        file.write(f"{os.getpid()}\n")
    if job.attempts == 1:
        time.sleep(120)
    return {"text": f"Finished at attempt {job.attempts}"}

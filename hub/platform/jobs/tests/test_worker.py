"""The worker as a process: what it does when it is killed, and how it stops. On the database of the run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.platform.testing.databases import empty_database, hub

pytestmark = pytest.mark.slow

PATIENCE = 60.0


class Bench:
    """A database of its own, and a worker on it."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.home, self.environment = home, environment
        self.pids = home / "pids"
        self.worker: subprocess.Popen[bytes] | None = None

    def hub(self, *words: str) -> None:
        """Run a command to its end."""
        hub(self.environment, *words)

    def python(self, code: str) -> str:
        """Run some Python with Django set up, and give what it printed."""
        whole = f"import django; django.setup()\n{code}"
        done = subprocess.run([sys.executable, "-c", whole], env=self.environment, check=True, capture_output=True)
        return done.stdout.decode()

    def start(self) -> None:
        """Start the worker."""
        with (self.home / "work.log").open("ab") as log:
            self.worker = subprocess.Popen([sys.executable, "-m", "hub", "work"], env=self.environment, stderr=log)

    def enqueue_hanging(self) -> None:
        """Queue the job that hangs at its first attempt."""
        work = "hub.platform.jobs.tests.work_to_do.hang_once"
        self.python(f"from hub.platform.jobs.services import enqueue\nenqueue({work!r}, {str(self.pids)!r})")

    def job(self) -> dict[str, Any]:
        """Read the job."""
        code = "import json\nfrom hub.platform.jobs.models import Job\n"
        shown = "'state', 'attempts', 'result'"
        return dict(
            json.loads(self.python(f"{code}print(json.dumps(Job.objects.filter(key=None).values({shown}).get()))"))
        )

    def runs(self) -> list[int]:
        """Give the processes that began the job, in order."""
        return [int(line) for line in self.pids.read_text().split()] if self.pids.exists() else []

    def end(self) -> None:
        """End the worker if it still runs."""
        if self.worker is not None and self.worker.poll() is None:
            self.worker.kill()
            self.worker.wait()


def wait_until(said: Callable[[], bool]) -> float:
    """Wait until something is true and give how long it took."""
    began = time.monotonic()
    while not said():
        assert time.monotonic() - began < PATIENCE, "it did not happen in time"
        time.sleep(0.2)
    return time.monotonic() - began


@pytest.fixture
def bench(tmp_path: Path, django_db_blocker: Any) -> Iterator[Bench]:
    """Give a database of the kind that this run uses, with its tables."""
    with empty_database(tmp_path, "worker") as environment:
        found = Bench(tmp_path, environment)
        try:
            found.hub("migrate", "-v0")
            yield found
        finally:
            found.end()


def is_alive(pid: int) -> bool:
    """Say whether a process still runs."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


class TestKilling:
    def test_a_job_whose_process_is_killed_is_finished_by_the_next(self, bench: Bench) -> None:
        bench.start()
        bench.enqueue_hanging()
        wait_until(lambda: len(bench.runs()) == 1)
        os.kill(bench.runs()[0], signal.SIGKILL)
        took = wait_until(lambda: len(bench.runs()) == 2)
        wait_until(lambda: bench.job()["state"] == "done")
        assert bench.job()["result"] == {"text": "Finished at attempt 2"}
        assert took < 20

    def test_a_job_survives_the_death_of_the_whole_worker(self, bench: Bench) -> None:
        bench.start()
        bench.enqueue_hanging()
        wait_until(lambda: len(bench.runs()) == 1)
        assert bench.worker is not None
        bench.worker.kill()
        bench.worker.wait()
        wait_until(lambda: not is_alive(bench.runs()[0]))
        bench.start()
        assert wait_until(lambda: len(bench.runs()) == 2) < 20
        wait_until(lambda: bench.job()["state"] == "done")


class TestStopping:
    def test_sigterm_ends_everything_and_the_job_starts_again_later(self, bench: Bench) -> None:
        bench.start()
        bench.enqueue_hanging()
        wait_until(lambda: len(bench.runs()) == 1)
        assert bench.worker is not None
        bench.worker.terminate()
        assert bench.worker.wait(timeout=20) == 0
        wait_until(lambda: not is_alive(bench.runs()[0]))
        bench.start()
        wait_until(lambda: bench.job()["state"] == "done")

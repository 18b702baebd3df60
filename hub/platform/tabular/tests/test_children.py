"""Children come from one nursery, each as the first one did, whatever became of those before."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from hub.platform.tabular import children, sandbox
from hub.platform.tabular.limits import BROWSER

HERE = "hub.platform.tabular.tests.misbehaving"
PATIENCE = 60


def said(function: str) -> str:
    """Give what a child says."""
    (one,) = sandbox.run(f"{HERE}:{function}", {}, BROWSER)
    return str(one.reason)


def is_alive(number: int) -> bool:
    """Say whether a process runs; one that ended and was not asked for does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(number: int) -> bool:
    """Wait until a process ended."""
    began = time.monotonic()
    while is_alive(number) and time.monotonic() - began < PATIENCE:
        time.sleep(0.05)
    return not is_alive(number)


class TestNursery:
    def test_leaves_nothing_of_one_child_to_the_next(self) -> None:
        assert [said("remembering") for _ in range(3)] == ["1", "1", "1"]

    def test_that_was_killed_is_started_again(self) -> None:
        assert said("remembering") == "1"
        process = children._NURSERY._process
        assert process is not None
        process.kill()
        assert said("remembering") == "1"
        assert children._NURSERY._process is not process

    def test_that_ended_as_the_order_came_is_started_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert said("remembering") == "1"
        process = children._NURSERY._process
        assert process is not None
        process.kill()
        process.wait()
        with monkeypatch.context() as patch:
            patch.setattr(process, "poll", lambda: None)  # as one that ends in this moment still says
            assert said("remembering") == "1"

    def test_that_cannot_start_is_told_as_a_fault_of_ours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(children, "_NURSERY", children._Nursery())
        monkeypatch.setattr(sys, "executable", "/bin/false")
        with pytest.raises(sandbox.ChildFault, match="could not be started"):
            said("remembering")

    def test_serves_several_at_once(self) -> None:
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(said, ["remembering"] * 24)) == {"1"}

    def test_ends_when_nobody_asks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        code = "from hub.platform.tabular import nursery; nursery.IDLE = 0.3; nursery.main()"
        one, other = socket.socketpair()
        with one, other:
            words = [sys.executable, "-c", code, str(other.fileno())]
            assert subprocess.run(words, pass_fds=[other.fileno()], timeout=PATIENCE, check=False).returncode == 0

    def test_ends_with_the_process_that_asks(self) -> None:
        code = (
            "import os, signal; from hub.platform.tabular import children, sandbox; "
            "from hub.platform.tabular.limits import BROWSER; "
            f"list(sandbox.run('{HERE}:remembering', {{}}, BROWSER)); "
            "print(children._NURSERY._process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert done.returncode == -signal.SIGKILL
        assert gone(int(done.stdout))

    @pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
    def test_of_a_process_that_was_forked_is_its_own(self) -> None:
        assert said("remembering") == "1"
        known = children._NURSERY._process
        read, write = os.pipe()
        if (pid := os.fork()) == 0:
            try:
                answer = said("remembering")
                process = children._NURSERY._process
                os.write(write, f"{answer} {process is not None and process is not known}".encode())
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        assert os.read(read, 100).decode() == "1 True"
        assert said("remembering") == "1" and children._NURSERY._process is known
        os.close(read)
        os.close(write)


class TestChild:
    def test_that_is_left_half_way_is_stopped(self) -> None:
        results = sandbox.run(f"{HERE}:endless_with_number", {}, replace(BROWSER, cpu_seconds=30))
        number = int(next(results).reason)
        assert is_alive(number)
        results.close()
        assert gone(number)

    def test_that_somebody_kills_ends_as_one_that_used_too_much(self) -> None:
        results = sandbox.run(f"{HERE}:endless_with_number", {}, replace(BROWSER, cpu_seconds=30))
        os.kill(int(next(results).reason), signal.SIGKILL)
        with pytest.raises(sandbox.Unreadable, match="more memory"):
            list(results)

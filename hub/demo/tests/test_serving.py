"""The demo while it is served: its doors, the command line beside it, starting again, and stopping."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from hub.demo.tests.conftest import SITES, SLOWEST, Served, free_ports, hub, serve

# Each process of a run that tests the demo would make it anew.
pytestmark = pytest.mark.slow


def children(pid: int) -> dict[str, int]:
    """Give the processes that a server started, by what they are."""
    found = {}
    for line in subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout.splitlines():
        own, parent, args = line.split(None, 2)
        if int(parent) == pid:
            found["worker" if "hub work" in args else "web"] = int(own)
    return found


class TestServed:
    def test_answers_by_each_name_of_this_machine(self, served: Served) -> None:
        names = ["127.0.0.1", "localhost"] + (["[::1]"] if Path("/proc/net/if_inet6").exists() else [])
        from urllib.request import urlopen

        for name in names:
            for offset in SITES.values():
                with urlopen(f"http://{name}:{served.port + offset}/help/", timeout=20) as answer:
                    assert answer.status == 200

    def test_the_command_line_works_beside_it(self, served: Served) -> None:
        people = json.loads(hub(served.home, "demo", "--people", "--json").stdout)
        assert {"key": "aisha", "site": "staff"}.items() <= people[4].items()
        checked = hub(served.home, "verify", "events", "--json")
        assert json.loads(checked.stdout)["ok"] is True

    def test_says_which_port_is_in_use(self, tmp_path: Path) -> None:
        port = free_ports()
        with socket.socket() as other:
            other.bind(("127.0.0.1", port + 1))
            other.listen()
            made = hub(tmp_path, "demo", PORT=str(port))
        assert made.returncode == 2
        assert f"Port {port + 1} is in use by another program." in made.stderr
        assert not (tmp_path / "hub.sqlite3").exists()


class TestStartingAndStopping:
    def test_starts_again_while_served(self, tmp_path: Path) -> None:
        one = started(tmp_path)
        try:
            assert one.open("staff", "/demo/clock/", to="2026-12-01T09:00")[0] == 302
            assert one.open("staff", "/demo/again/", go="1")[0] == 302
            assert "23 November 2026" in one.open("staff", "/demo/")[1]
            assert one.open("staff", "/", "aisha")[0] == 200
        finally:
            stop(one)

    def test_reset_from_the_command_line_returns(self, tmp_path: Path) -> None:
        one = started(tmp_path)
        try:
            made = hub(tmp_path, "demo", "--reset", PORT=str(one.port))
            assert made.returncode == 0 and "ready" in made.stdout
            assert one.open("staff", "/", "morag")[0] == 200
        finally:
            stop(one)

    def test_second_start_is_quick_and_keeps_the_time(self, demo_home: Path, served: Served) -> None:
        one = serve(demo_home)
        try:
            one.wait(SLOWEST)
        finally:
            stop(one)

    @pytest.mark.parametrize("part", ["worker", "web"])
    def test_when_one_half_dies_the_other_ends(self, part: str, demo_home: Path, served: Served) -> None:
        one = serve(demo_home)
        one.wait(SLOWEST)
        os.kill(children(one.process.pid)[part], signal.SIGKILL)
        assert one.process.wait(SLOWEST) != 0
        said = (demo_home / "served.log").read_text()
        assert f"The {'worker' if part == 'worker' else 'web server'} ended" in said


def started(home: Path) -> Served:
    """Give a demo of one's own, served."""
    one = serve(home)
    one.wait(SLOWEST)
    return one


def stop(one: Served) -> None:
    """Interrupt a demo as Ctrl+C does, and wait until it ended by itself."""
    one.process.send_signal(signal.SIGINT)
    one.process.wait(SLOWEST)

"""A demo in a folder of its own, made once for all tests by the command that people run."""

from __future__ import annotations

import fcntl
import http.cookiejar
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

# How quick the demo is, tools/smoke.py measures on a machine that does nothing else; here it only must come (seconds).
SLOWEST = 480
SITES = {"staff": 0, "supplier": 1, "public": 2}
Hub = Callable[..., subprocess.CompletedProcess[str]]


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """Give an environment without the settings of the test run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_", "PORT"))}
    return {**kept, "HUB_HOME": str(home), **more}


def hub(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a folder and give what it printed."""
    command = [sys.executable, "-m", "hub", *words]
    return subprocess.run(
        command, env=surroundings(home, **more), capture_output=True, text=True, timeout=SLOWEST, check=False
    )


def free_ports() -> int:
    """Find three ports in a row that nobody uses."""
    for port in range(28_100 + os.getpid() % 500 * 10, 40_000, 10):
        try:
            for offset in range(3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port + offset))
        except OSError:
            continue
        return port
    raise AssertionError("no three free ports in a row")


@dataclass
class Served:
    """A demo that is being served, and browsers to look at it."""

    home: Path
    port: int
    process: subprocess.Popen[str]
    browsers: dict[tuple[str, str], urllib.request.OpenerDirector] = field(default_factory=dict)

    def address(self, site: str, path: str) -> str:
        """Give the address of a page."""
        return f"http://localhost:{self.port + SITES[site]}{path}"

    def browser(self, site: str, key: str) -> urllib.request.OpenerDirector:
        """Give the browser of a person, signed in; without a key, nobody's."""
        if (site, key) not in self.browsers:
            jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
            self.browsers[site, key] = urllib.request.build_opener(jar, Staying())
            if key:
                assert self.open(site, "/demo/as/", key, person=key)[0] == 302
        return self.browsers[site, key]

    def open(self, site: str, path: str, key: str = "", **fields: str) -> tuple[int, str]:
        """Open a page, or send a form, and give status and text."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        opener = self.browser(site, key)
        try:
            with opener.open(self.address(site, path), data, timeout=SLOWEST) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode("utf-8", "replace")

    def wait(self, within: float) -> float:
        """Wait until the first page is there and give the seconds that it took."""
        began = time.monotonic()
        while time.monotonic() - began < within:
            assert self.process.poll() is None, "the demo ended"
            try:
                if self.open("staff", "/demo/")[0] == 200:
                    return time.monotonic() - began
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"no page within {within} seconds")


class Staying(urllib.request.HTTPRedirectHandler):
    """Show a redirect instead of following it."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Stay."""


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a demo in it; the first process of a run that needs one makes it, the others copy it."""
    own = tmp_path_factory.mktemp("demo") / "home"
    run = tmp_path_factory.getbasetemp()
    shared = run.parent if os.environ.get("PYTEST_XDIST_WORKER") else run
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = shared / "demo-made"
        if not made.exists():
            half = shared / "demo-half"
            done = hub(half, "demo", "--no-serve")
            assert done.returncode == 0, done.stderr
            half.rename(made)
    shutil.copytree(made, own)
    return own


def serve(home: Path, **more: str) -> Served:
    """Serve a demo on ports of its own."""
    port = free_ports()
    with (home / "served.log").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "hub", "demo"],
            env=surroundings(home, PORT=str(port), **more),
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    return Served(home, port, process)


@pytest.fixture(scope="session")
def served(demo_home: Path) -> Iterator[Served]:
    """Give the demo, served."""
    one = serve(demo_home)
    try:
        one.wait(SLOWEST)
        yield one
    finally:
        one.process.terminate()
        one.process.wait(20)


@pytest.fixture(scope="session")
def listed(demo_home: Path) -> list[dict[str, Any]]:
    """Give what `hub pages --json` prints."""
    made = hub(demo_home, "pages", "--json")
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)  # type: ignore[no-any-return]

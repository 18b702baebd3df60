"""One demo, one browser and one signed-in window per person, shared by all journeys."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.browsing import AXE, Demo, Windows

PROJECT = Path(__file__).resolve().parents[2]
READY_WITHIN = 180
FLAGS = [
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start the system's Chromium once."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program or not AXE.exists():
        pytest.skip("needs the system's Chromium and node_modules: run ./dev test-browser after installing them")
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread; Django would refuse to touch the test database beside it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    is_root = os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=not is_root, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Seed and serve a demo of its own, worker included, on three free ports."""
    home = tmp_path_factory.mktemp("demo-home")
    port = free_ports()
    environment = {**os.environ, "HUB_HOME": str(home), "PORT": str(port)}
    for name in ("DJANGO_SETTINGS_MODULE", "HUB_DATABASE_URL", "HUB_SITE", "HUB_CLOCK"):
        environment.pop(name, None)
    said = home.parent / "demo.log"
    with said.open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "hub", "demo"],
            cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        wait_until_served(server, port, said)
        yield Demo(port, home, environment)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()


@pytest.fixture(scope="session")
def windows(chromium: Any, demo: Demo) -> Iterator[Windows]:
    """Keep one window per person, site and kind, each signed in once."""
    kept = Windows(chromium, demo)
    yield kept
    kept.close()


def free_ports() -> int:
    """Find a port that is free together with the two after it."""
    for port in range(18100 + os.getpid() % 4000, 32000, 7):
        if all(is_free(port + step) for step in range(3)):
            return port
    raise RuntimeError("No three free ports in a row")


def is_free(port: int) -> bool:
    """Say whether nobody listens at a port of this machine."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_until_served(server: subprocess.Popen[bytes], port: int, said: Path) -> None:
    """Wait for the first page, or fail with what the server wrote."""
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/demo/", timeout=10) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"The demo did not start:\n{said.read_text(errors='replace')[-4000:]}")

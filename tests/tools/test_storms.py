"""A sample of the storms on a served Hub: nothing acknowledged is lost, and nobody is late by our fault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.once]
PROJECT = Path(__file__).resolve().parents[2]


def bench(name: str, scale: str) -> dict[str, object]:
    environment = {**os.environ, "HUB_BENCH_DATABASES": "sqlite"}
    done = subprocess.run(
        [sys.executable, "-m", "hub", "bench", name, "--json", "--scale", scale],
        env=environment, cwd=PROJECT, stdout=subprocess.PIPE, check=True, timeout=400,
    )  # fmt: skip
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_processes_that_are_killed_lose_no_bid() -> None:
    found = bench("kill-storm", "0.02")
    assert found["kills"] == 20 and int(str(found["acknowledged"])) > 0
    assert (found["lost"], found["damaged"], found["duplicates"]) == (0, 0, 0)


def test_bidders_who_finish_in_the_last_seconds_are_all_there() -> None:
    found = bench("deadline-storm", "0.01")
    assert (found["bidders"], found["lost"], found["late_by_us"]) == (10, 0, 0)
    assert found["each"][0]["acknowledged"] == 10  # type: ignore[index]

"""What `hub bench` and `hub prove` offer is what can be run."""

import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from hub.commands import bench, prove

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("command", "package"), [(bench, "benchmarks"), (prove, "proofs")])
def test_everything_offered_runs_and_nothing_that_runs_is_left_out(command, package) -> None:
    modules = {path.stem: import_module(f"{package}.{path.stem}") for path in command.FOLDER.glob("[a-z]*.py")}
    can_run = {name.replace("_", "-") for name, module in modules.items() if hasattr(module, "run")}
    assert command.names() == sorted(can_run)
    assert can_run


def test_what_the_benches_share_is_no_bench() -> None:
    assert {"kit", "databases", "register-data"}.isdisjoint(bench.names())


@pytest.mark.slow
@pytest.mark.parametrize("name", bench.names())
def test_each_bench_runs_at_a_small_size(name) -> None:
    small = {"HUB_BENCH_REQUESTS": "2", "HUB_BENCH_DATABASES": "sqlite"}
    done = subprocess.run(
        [sys.executable, "-m", "hub", "bench", name, "--scale", "0.001", "--json"],
        env=os.environ | small, cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)


# Runs the command with a stand-in for the first module it offers, which makes a folder and then takes its time.
LONG_RUN = """
import sys, tempfile, time, types
from hub.commands import {command}


def run(**asked):
    with tempfile.TemporaryDirectory(dir=sys.argv[1]):
        print("made", flush=True)
        time.sleep(60)


name = {command}.names()[0]
sys.modules["{package}." + name.replace("-", "_")] = types.SimpleNamespace(run=run)
{command}.run(types.SimpleNamespace(name=name, scale=1.0, sample=True, keep=False, json=True))
"""


@pytest.mark.parametrize(("command", "package"), [("bench", "benchmarks"), ("prove", "proofs")])
def test_one_that_is_asked_to_end_removes_what_it_made(command, package, tmp_path) -> None:
    code = LONG_RUN.format(command=command, package=package)
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=PROJECT
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "made\n"
        assert list(tmp_path.iterdir())
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 128 + signal.SIGTERM
    assert not list(tmp_path.iterdir())

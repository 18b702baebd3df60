"""What `hub bench` and `hub prove` offer is what can be run."""

from importlib import import_module

import pytest

from hub.commands import bench, prove


@pytest.mark.parametrize(("command", "package"), [(bench, "benchmarks"), (prove, "proofs")])
def test_everything_offered_runs_and_nothing_that_runs_is_left_out(command, package) -> None:
    modules = {path.stem: import_module(f"{package}.{path.stem}") for path in command.FOLDER.glob("[a-z]*.py")}
    can_run = {name.replace("_", "-") for name, module in modules.items() if hasattr(module, "run")}
    assert command.names() == sorted(can_run)
    assert can_run


def test_what_the_benches_share_is_no_bench() -> None:
    assert {"kit", "databases", "register-data"}.isdisjoint(bench.names())

"""What every benchmark shares: one child process for each database, timing, percentiles, peak memory."""

from __future__ import annotations

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
# A trial of a bench asks fewer and leaves a database out; what it prints says both.
REQUESTS = int(os.environ.get("HUB_BENCH_REQUESTS", "200"))
DATABASES = os.environ.get("HUB_BENCH_DATABASES", "sqlite postgresql").split()


def on_each_database(module: str, *, scale: float) -> list[dict[str, Any]]:
    """Run ``python -m MODULE SCALE`` on SQLite and on PostgreSQL, each in a process of its own.

    A child prints one JSON document. Where there is no PostgreSQL the entry says ``skipped`` and why.
    """
    from benchmarks import databases

    found = []
    for name, place in (("sqlite", databases.sqlite), ("postgresql", databases.postgresql)):
        if name not in DATABASES:
            found.append({"database": name, "skipped": "HUB_BENCH_DATABASES leaves it out"})
            continue
        with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
            try:
                with place(Path(folder)) as url:
                    found.append({"database": name, **_child(module, url, folder, scale)})
            except databases.NoServer as reason:
                found.append({"database": name, "skipped": str(reason)})
    return found


def _child(module: str, url: str, home: str, scale: float) -> dict[str, Any]:
    environment = {
        **os.environ,
        "HUB_DATABASE_URL": url,
        "HUB_HOME": home,
        "DJANGO_SETTINGS_MODULE": "hub.config.settings.bench",
        "HUB_SITE": "",
    }
    done = subprocess.run(
        [sys.executable, "-m", module, str(scale)], env=environment, cwd=PROJECT, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def begin() -> None:
    """Set Django up in a child, make the tables, load the dated values and the known cast of people."""
    import django

    django.setup()
    from datetime import UTC, datetime

    from django.core.management import call_command

    from hub.platform.reference.services import load_all

    call_command("migrate", verbosity=0, stdout=sys.stderr)
    load_all(at=datetime(2015, 1, 5, 9, tzinfo=UTC))


def finish(result: dict[str, Any]) -> None:
    """Print a child's result."""
    print(json.dumps(result, default=str))


def peak_mb() -> float:
    """Give the largest resident memory of this process so far, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def percentile(values: list[float], share: float) -> float:
    """Give the value below which ``share`` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def milliseconds(call: Callable[[], Any]) -> tuple[float, Any]:
    """Time one call."""
    begun = time.perf_counter()
    result = call()
    return (time.perf_counter() - begun) * 1000, result


def summary(times: Iterable[float]) -> dict[str, float]:
    """Give median and 95th percentile, in milliseconds."""
    found = list(times)
    return {"p50_ms": round(percentile(found, 0.5), 1), "p95_ms": round(percentile(found, 0.95), 1)}


def show_table(rows: list[dict[str, Any]]) -> None:
    """Print rows for people."""
    for row in rows:
        print("  ".join(f"{name}={value}" for name, value in row.items()))

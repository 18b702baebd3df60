"""A load whose process is killed half-way: nothing of the file is seen, and the same command goes on with it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

LINES = 60_000
PATIENCE = 240
CAST = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from hub.platform.testing.cast import make_cast
from hub.platform.testing.fixtures import CAST_MADE
make_cast(CAST_MADE)
"""
# Parts of 20,000 lines; the load says so when two are finished, and waits to be killed.
HALT = """
import sys, time
from hub.spend.services import staging
staging.PART_ROWS = 20_000
keep, done = staging._keep, []
def halting(staged):
    keep(staged)
    done.append(1)
    if len(done) == 2 and "halt" in sys.argv:
        print("HALFWAY", flush=True)
        time.sleep(600)
staging._keep = halting
from hub.cli import main
code = main(["import", "spend", sys.argv[1], "--authority", "ECA", "--json"])
print(len(done), flush=True)
sys.exit(code)
"""
COUNT = """
import django; django.setup()
from hub.platform.analytics import parts
from hub.platform.events.models import Event
from hub.spend.models import Load, Part, Payee
events = Event.objects.filter(verb="spend.load").count()
print(Load.objects.count(), Part.objects.count(), Payee.objects.count(), events,
      len(list(parts.folder().rglob("*.parquet"))))
"""

pytestmark = pytest.mark.slow


@pytest.fixture
def python(tmp_path):
    """Give a way to run Python with a database of its own."""
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "hub.config.settings.test", "HUB_HOME": str(tmp_path),
        "HUB_DATABASE_URL": f"sqlite://{tmp_path}/killed.sqlite3",
    }  # fmt: skip

    def start(code: str, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", code, *words], env=environment, stdout=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip

    return start


def said(process: subprocess.Popen[str]) -> str:
    """Wait for a process and give what it printed."""
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return out


def test_nothing_is_seen_and_the_next_attempt_goes_on(python, tmp_path: Path):
    ledger = tmp_path / "ledger.csv"
    rows = "".join(f"Firm {n % 900} Ltd,{1 + n % 28:02}/04/2026,R{n},{n % 500}.25\n" for n in range(LINES))
    ledger.write_text("Supplier name,Date paid,Reference,Net amount\n" + rows)
    said(python(CAST))
    first = python(HALT, str(ledger), "halt")
    began = time.monotonic()
    while "HALFWAY" not in (first.stdout.readline() if first.stdout else ""):
        assert time.monotonic() - began < PATIENCE
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert said(python(COUNT)).split() == ["0", "0", "0", "0", "0"]
    told, finished = said(python(HALT, str(ledger))).strip().splitlines()
    entry = json.loads(told)["files"][0]
    assert (entry["accepted"], entry["net_total"]) == (
        LINES,
        str(sum(n % 500 for n in range(LINES)) + LINES // 4) + ".00",
    )
    # Two parts were there already; one part and the end of the journal were left to do.
    assert int(finished) <= 3
    assert said(python(COUNT)).split()[0] == "1"

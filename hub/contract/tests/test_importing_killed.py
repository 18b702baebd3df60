"""A load whose process is killed half-way: nothing of the file is there, and the same command loads all of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.platform.testing.databases import empty_database, hub

ROWS = 4000
PATIENCE = 120
CAST = """
from hub.platform.testing.cast import make_cast
from hub.platform.testing.fixtures import CAST_MADE
from hub.platform.reference.services import load_all
load_all(at=CAST_MADE); make_cast(CAST_MADE)
"""
# The load says so once it has written half of its rows, and waits to be killed.
HALT = """
import sys, time
from hub.cli import main
from hub.contract.importing.loader import ContractLoader
write = ContractLoader.write
calls = []
def halting(self, planned, **rest):
    written = write(self, planned, **rest)
    calls.append(1)
    if len(calls) == 2:
        print("HALFWAY", flush=True)
        time.sleep(600)
    return written
ContractLoader.write = halting
main(["import", "contracts", sys.argv[1], "--authority", "ECA"])
"""
COUNT = """
from hub.contract.models import Contract
from hub.platform.events.models import Event
from hub.platform.search.models import SearchEntry
from hub.supplier.models import Supplier
print(Contract.objects.count(), Event.objects.filter(verb="contract.import").count(), Supplier.objects.count(),
      SearchEntry.objects.filter(kind="contract.contract").count())
"""

pytestmark = pytest.mark.slow


class Place:
    """A database of its own with the cast in it."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.home, self.environment = home, environment
        self.list = home / "register.csv"
        rows = "".join(f"EX-{n},Contract {n},Firm {n % 90} Ltd,01/04/2025,31/03/2028\n" for n in range(ROWS))
        self.list.write_text("Ref,Contract title,Supplier,Start,End\n" + rows)

    def python(self, code: str, *words: str, **how: Any) -> subprocess.Popen[str]:
        """Start some Python with Django set up."""
        whole = f"import django; django.setup()\n{code}"
        return subprocess.Popen(
            [sys.executable, "-c", whole, *words], env=self.environment, stdout=subprocess.PIPE, text=True, **how
        )

    def said(self, code: str) -> str:
        """Run some Python to its end and give what it printed."""
        done = self.python(code)
        printed, _ = done.communicate(timeout=PATIENCE)
        assert done.returncode == 0
        return printed.strip()

    def hub(self, *words: str) -> None:
        """Run a command to its end."""
        hub(self.environment, *words)


@pytest.fixture
def place(tmp_path: Path, django_db_blocker: Any) -> Iterator[Place]:
    """Give a database of the kind that this run uses."""
    with empty_database(tmp_path, "import") as environment:
        found = Place(tmp_path, environment)
        found.hub("migrate", "-v0")
        found.said(CAST)
        yield found


def test_a_killed_load_leaves_nothing_and_can_be_run_again(place: Place) -> None:
    before = place.said(COUNT)
    load = place.python(HALT, str(place.list), start_new_session=True)
    assert load.stdout
    began = time.monotonic()
    while load.stdout.readline().strip() != "HALFWAY":
        assert time.monotonic() - began < PATIENCE
        assert load.poll() is None, "the load ended before half of it was written"
    os.kill(load.pid, signal.SIGKILL)
    load.wait()
    assert place.said(COUNT) == before
    place.hub("import", "contracts", str(place.list), "--authority", "ECA")
    contracts, events, _, found = map(int, place.said(COUNT).split())
    assert (contracts, events, found) == (ROWS, ROWS, ROWS)
    place.hub("verify", "events")

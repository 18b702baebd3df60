"""Decide which tests a run leaves out, and say so by name.

Marked tests are skipped, never silently deselected: the summary shows each reason with its command.
"""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A test must not fail because the machine has other work; speed is measured by benchmarks.
settings.register_profile("hub", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("hub")

pytest_plugins = ["hub.platform.testing.fixtures"]

ROOT = Path(__file__).resolve().parent
SHARED = ROOT.parent / "shared"
ASK_FOR = {
    "browser": "browser test: run ./dev test-browser",
    "slow": "slow test: run ./dev test -m slow",
}


def pytest_collection_finish() -> None:
    """Take the collected tests out of the collector's rounds: thousands of them stay until the end anyway."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what this run did not ask for or this machine cannot give."""
    asked = config.option.markexpr
    for item in items:
        for marker, reason in ASK_FOR.items():
            if item.get_closest_marker(marker) and marker not in asked:
                item.add_marker(pytest.mark.skip(reason=reason))
        if item.get_closest_marker("pg") and not on_postgresql():
            item.add_marker(pytest.mark.skip(reason="PostgreSQL test: run ./dev test-pg"))
        if on_postgresql() and (item.get_closest_marker("once") or never_asks_a_database(item)):
            item.add_marker(pytest.mark.skip(reason="the same on both databases: run ./dev test"))
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="needs the project's ../shared folder, which is not here"))


def never_asks_a_database(item: pytest.Item) -> bool:
    """Tell whether a test is of plain rules or of the code itself; thousands are, and none knows a database."""
    is_pure = item.path.is_relative_to(ROOT / "hub/law") or item.path.is_relative_to(ROOT / "tests/architecture")
    return is_pure and not item.get_closest_marker("django_db") and "db" not in getattr(item, "fixturenames", ())


def on_postgresql() -> bool:
    """Tell whether this run's database is PostgreSQL."""
    from django.db import connection

    return connection.vendor == "postgresql"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the project's shared folder (real registers, OCDS data, the schema)."""
    return SHARED

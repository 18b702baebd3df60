"""Tables that were migrated before are taken only while nothing that they depend on has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hub.platform.events import triggers
from hub.platform.testing import migrated


def test_nothing_is_left_to_migrate(db: None) -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_what_migrations_import_counts_with_what_that_imports() -> None:
    found = {path.as_posix().rpartition("/hub/")[2] for path in migrated.sources()}
    assert "contract/migrations/0001_initial.py" in found
    assert Path(triggers.__file__).as_posix().rpartition("/hub/")[2] in found  # installed by a migration
    assert "platform/clock.py" in found


def test_a_changed_file_asks_for_other_tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "0001_initial.py"
    file.write_text("operations = []", encoding="utf-8")
    monkeypatch.setattr(migrated, "sources", lambda: {file})
    before = migrated.digest()
    assert migrated.digest() == before
    file.write_text("operations = [1]", encoding="utf-8")
    assert migrated.digest() != before

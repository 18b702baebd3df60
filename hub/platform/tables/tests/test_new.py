"""Tables made at once are those that every migration, played one after the other, makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection, migrations

from hub.platform.tables import new
from hub.platform.tables.tests.described import _at_top_commas, described
from hub.platform.testing.databases import empty_database, hub


@pytest.mark.slow
@pytest.mark.once
def test_both_ways_end_alike_in_sqlite(tmp_path: Path, django_db_blocker: Any) -> None:
    both_ways_end_alike(tmp_path)


@pytest.mark.pg
def test_both_ways_end_alike_in_postgresql(tmp_path: Path, django_db_blocker: Any) -> None:
    both_ways_end_alike(tmp_path)


def both_ways_end_alike(tmp_path: Path) -> None:
    made = []
    for words in (["migrate"], ["migrate", "--stepwise"]):
        home = tmp_path / str(len(made))
        home.mkdir()
        with empty_database(home, f"tables{len(made)}") as environment:
            hub(environment, *words, "-v0")
            hub(environment, "migrate", "--check")
            made.append(described(environment))
    at_once, stepwise = made
    assert len(at_once) > 1500
    assert sorted(at_once - stepwise) == []
    assert sorted(stepwise - at_once) == []


@pytest.mark.once
@pytest.mark.django_db
def test_a_database_of_tests_is_made_at_once(tmp_path: Path) -> None:
    with patch.object(new, "make") as make, patch.object(new, "is_empty", return_value=True):
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
        make.assert_called_once_with(connection)


@pytest.mark.django_db
def test_tables_that_stand_are_left_to_migrations() -> None:
    assert not new.is_empty(connection)
    with pytest.raises(ValueError, match="There are tables in this database already"):
        new.make(connection)


def test_only_operations_that_say_so_run_in_new_tables() -> None:
    class Migration(migrations.Migration):
        operations = [
            migrations.RunPython(print),
            migrations.RunPython(print, hints=new.BESIDE_MODELS),
        ]

    assert new._beside_models(Migration("each", "app")) == Migration.operations[1:]


def test_a_table_is_taken_apart_at_its_own_commas() -> None:
    assert _at_top_commas("a decimal(9, 2), b text DEFAULT ',', c text") == [
        "a decimal(9, 2)", " b text DEFAULT ','", " c text",
    ]  # fmt: skip

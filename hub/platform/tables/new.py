"""Make all tables of an empty database at once, as the models say, and record the migrations as applied.

Django plays every migration ever written, and builds the models anew after each of some hundreds of operations. In an
empty database the end is the same without the way there: of the demo's first minute this was half. What no model shows
(triggers, a full-text index, the head of the log) stands in operations that say so by ``BESIDE_MODELS``; they run here
too. That both ways end alike is tested on both databases (``tests/test_new.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.db.migrations.recorder import MigrationRecorder

# Given to a RunPython as ``hints``: it makes what no model shows, from the models of any time, in tables without rows.
BESIDE_MODELS = {"beside_models": True}


def is_empty(connection: Any) -> bool:
    """Say whether a database holds no table at all, not even Django's own."""
    return not connection.introspection.table_names()


def make(connection: Any) -> None:
    """Make the tables and what stands beside them, and record every migration as applied.

    On a database that undoes statements about tables (SQLite and PostgreSQL do) all of it happens, or nothing.

    :raises ValueError: when the database holds a table already.
    """
    if not is_empty(connection):
        raise ValueError("There are tables in this database already. Bring them up to date with migrations.")
    loader = MigrationLoader(connection)
    loader.check_consistent_history(connection)
    with connection.schema_editor() as editor:
        for model in _models(connection):
            editor.create_model(model)
        # References wait in SQLite's editor and PostgreSQL's alike for the tables that they point to.
        _run_deferred(editor)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for key in _in_order(loader):
            for operation in _beside_models(loader.disk_migrations[key]):
                operation.code(cast(Any, apps), editor)
            recorder.record_applied(*key)


def _models(connection: Any) -> Iterator[Any]:
    for config in apps.get_app_configs():
        yield from (model for model in config.get_models() if model._meta.can_migrate(connection))


def _run_deferred(editor: Any) -> None:
    for statement in editor.deferred_sql:
        editor.execute(statement, None)
    editor.deferred_sql.clear()


def _in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    """Give the keys of all migrations, each behind those that it depends on."""
    keys: dict[tuple[str, str], None] = {}
    for leaf in loader.graph.leaf_nodes():
        keys |= dict.fromkeys(loader.graph.forwards_plan(leaf))
    return list(keys)


def _beside_models(migration: Any) -> list[RunPython]:
    return [each for each in migration.operations if isinstance(each, RunPython) and "beside_models" in each.hints]

"""Begin the tests' SQLite database as a copy of one that was migrated before.

Migrating gives the same tables until a migration changes, and takes most of twenty seconds in every process of every
run. The first process that finds no copy migrates, while its neighbours wait for it, and keeps the result beside
pytest's own cache. PostgreSQL is migrated anew in each run: its cluster is gone when the run ends.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import importlib.util
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django
from django.apps import apps
from django.core import management
from django.db import connection

# A few branches of the code are worked on at a time; older tables are forgotten.
MOST_KEPT = 4


def keep_in(folder: Path) -> None:
    """Let this process take the tables of its test database from a folder when it makes it, or leave them there.

    :param folder: where migrated databases are kept, each named by what its migrations say.
    """
    making, really = connection.creation.create_test_db, management.call_command

    def call(name: str, *args: Any, **options: Any) -> Any:
        if name != "migrate":
            return really(name, *args, **options)
        with _alone(folder):
            kept = folder / f"{digest()}.sqlite3"
            if kept.exists():
                return _copy(kept)
            really(name, *args, **options)
            return _keep(kept)

    def make(*args: Any, **options: Any) -> Any:
        with patch.object(management, "call_command", call):
            return making(*args, **options)

    if connection.vendor == "sqlite":
        connection.creation.create_test_db = make  # type: ignore[method-assign]


def digest() -> str:
    """Give what the tables depend on as one short word: the migrations, what they import, Django and SQLite."""
    told = hashlib.sha256(f"{django.get_version()} {sqlite3.sqlite_version}".encode())
    for path in sorted(sources()):
        told.update(str(path).encode() + path.read_bytes())
    return told.hexdigest()[:24]


def sources() -> set[Path]:
    """Give the files that decide what migrating makes: all migrations, and what those of the Hub import from it."""
    found: set[Path] = set()
    waiting = [path for app in apps.get_app_configs() for path in Path(app.path).glob("migrations/*.py")]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported(path)
    return found


def _imported(path: Path) -> list[Path]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return [file for name in names if name.startswith("hub.") and (file := _file_of(name))]


def _file_of(name: str) -> Path | None:
    try:
        spec = importlib.util.find_spec(name)
    except ModuleNotFoundError:  # a name inside a module, not a module
        return None
    return Path(spec.origin) if spec and spec.origin and spec.origin.endswith(".py") else None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _copy(kept: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as source:
        source.backup(connection.connection)
    kept.touch()


def _keep(kept: Path) -> None:
    half = kept.with_suffix(".half")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(half)) as target:
        connection.connection.backup(target)
    half.replace(kept)
    older = sorted(kept.parent.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in older[MOST_KEPT:]:
        path.unlink()

"""An empty database of its own for a test that starts processes, of the kind that the run uses."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection


@contextmanager
def empty_database(home: Path, name: str) -> Iterator[dict[str, str]]:
    """Give the environment in which `hub` works on a database without tables; it is gone afterwards.

    :param home: the folder that keeps all state, and SQLite's file.
    :param name: what the database is called on PostgreSQL; the number of this process is added.
    """
    name = f"{name}_{os.getpid()}"
    if is_server := connection.vendor == "postgresql":
        _on_server(f"CREATE DATABASE {name}")
    settings = {
        "DJANGO_SETTINGS_MODULE": "hub.config.settings.test",
        "HUB_HOME": str(home),
        "HUB_DATABASE_URL": address(name) if is_server else "",
    }
    try:
        yield {**os.environ, **settings}
    finally:
        if is_server:
            _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def address(name: str) -> str:
    """Give the address of another database on the run's PostgreSQL server, whose host may be a socket's folder."""
    facts = connection.settings_dict
    user = ":".join(quote(facts[part], safe="") for part in ("USER", "PASSWORD") if facts[part])
    where = urlencode({part.lower(): facts[part] for part in ("HOST", "PORT") if facts[part]})
    return f"postgresql://{user}@/{name}?{where}"


def hub(environment: dict[str, str], *words: str) -> None:
    """Run a command of the Hub to its end.

    :raises subprocess.CalledProcessError: when it fails.
    """
    subprocess.run([sys.executable, "-m", "hub", *words], env=environment, check=True, capture_output=True)


def _on_server(statement: str) -> None:
    import psycopg

    with psycopg.connect(address("postgres"), autocommit=True) as connected:
        connected.execute(statement)  # type: ignore[arg-type]

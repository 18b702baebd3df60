"""Databases that a benchmark makes and removes: a SQLite file and a PostgreSQL server's own database."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


class NoServer(Exception):
    """There is no PostgreSQL to measure on; the message says how to get one."""


@contextmanager
def sqlite(home: Path) -> Iterator[str]:
    """Give the address of a new SQLite file."""
    yield f"sqlite://{home / 'bench.sqlite3'}"


@contextmanager
def postgresql(home: Path) -> Iterator[str]:
    """Give the address of a new database: on the server that HUB_TEST_PG names, else on a private cluster."""
    server = os.environ.get("HUB_TEST_PG", "")
    if server:
        with _database(server) as url:
            yield url
        return
    with _cluster() as server, _database(server) as url:
        yield url


@contextmanager
def _database(server: str) -> Iterator[str]:
    name = f"hub_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name))
        )
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _cluster() -> Iterator[str]:
    """Run a private cluster with the server's own durability settings, reached over a socket only."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)
    found = shutil.which("initdb")
    programs = folders[0] if folders else str(Path(found).parent) if found else ""
    if not programs:
        raise NoServer("No PostgreSQL here. Install its server, or set HUB_TEST_PG to one you may make databases on.")
    place = tempfile.mkdtemp(prefix="hub-pg-")
    as_root = os.geteuid() == 0
    if as_root:
        # initdb refuses to run as root.
        shutil.chown(place, "postgres")

    def call(*words: str) -> None:
        command = ["runuser", "-u", "postgres", "--", *words] if as_root else list(words)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=place)

    data = f"{place}/data"
    options = f"-k {place} -h '' -c shared_buffers=512MB -c max_wal_size=4GB"
    user = "postgres" if as_root else os.environ.get("USER", "postgres")
    try:
        call(f"{programs}/initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--no-locale", "-U", user)
        call(f"{programs}/pg_ctl", "-D", data, "-l", f"{place}/log", "-w", "-o", options, "start")
        yield f"postgresql://{user}@/postgres?host={place}"
    finally:
        subprocess.run(
            [*(["runuser", "-u", "postgres", "--"] if as_root else []), f"{programs}/pg_ctl", "-D", data, "-m",
             "immediate", "stop"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=place, check=False,
        )  # fmt: skip
        shutil.rmtree(place, ignore_errors=True)

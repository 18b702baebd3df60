"""Turn one address into Django's database settings."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

# NORMAL may forget an acknowledged commit on power loss (security.md §9), so FULL.
SQLITE_INIT = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
# Compiling pays for long reports; pages ask short queries, each of which would be compiled anew. Two or three worker
# processes for one page take the cores of the other visitors, and the page then waits for the slowest of them.
POSTGRESQL_INIT = "-c jit=off -c max_parallel_workers_per_gather=0"


def database_from(url: str, *, home: Path) -> dict[str, Any]:
    """Give the settings for ``url``; an empty one means the embedded SQLite database in ``home``.

    What stands after the question mark goes to PostgreSQL's own client, as ``sslmode=verify-full`` does.

    :raises ValueError: when the scheme is neither ``sqlite`` nor ``postgresql``.
    """
    if not url:
        return sqlite(str(home / "hub.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("HUB_DATABASE_URL must begin with sqlite:// or postgresql://")
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = asked.pop("host", parts.hostname or "")
    asked["options"] = f"{POSTGRESQL_INIT} {asked.get('options', '')}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": asked,
    }


def sqlite(name: str) -> dict[str, Any]:
    """Give settings for one SQLite file, with writers queued instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 60, "init_command": SQLITE_INIT},
    }

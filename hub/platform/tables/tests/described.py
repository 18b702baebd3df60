"""Say what a database is made of, whichever way its tables came to be: the order of columns does not count."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

_POSTGRESQL = """
SELECT 'column', table_name || '.' || column_name, concat_ws(' ', data_type, character_maximum_length,
  numeric_precision, numeric_scale, is_nullable, column_default, is_identity, collation_name)
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', tablename || '.' || indexname, replace(indexdef, indexname, '')
FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'extension', extname, extversion FROM pg_extension
"""
# Django's own model says integer and its migrations bigint (its ticket 32674); no row refers to one of this table.
_DJANGOS = "auth_group_permissions.id"
_ROWS = ("SELECT app, name FROM django_migrations", "SELECT app_label, model FROM django_content_type",
         "SELECT codename FROM auth_permission", "SELECT * FROM events_head")  # fmt: skip


def described(environment: dict[str, str]) -> set[tuple[Any, ...]]:
    """Give every table, column, constraint, index and trigger, and the rows that making tables leaves."""
    if environment["HUB_DATABASE_URL"]:
        import psycopg

        with psycopg.connect(environment["HUB_DATABASE_URL"]) as server:
            told = server.execute(_POSTGRESQL).fetchall()
            return {*(_without_made_name(*each) for each in told if each[1] != _DJANGOS), *_rows(server)}
    (file,) = Path(environment["HUB_HOME"]).glob("*.sqlite3")
    with closing(sqlite3.connect(file)) as opened:
        told = opened.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
        return {*(part for each in told for part in _parts(*each)), *_rows(opened)}


def _without_made_name(kind: str, name: str, meaning: str) -> tuple[str, ...]:
    """Leave out a name that Django or PostgreSQL made from the table's: a column made unique later has another."""
    table, _, own = name.partition(".")
    return (kind, table if kind in ("constraint", "index") and own.startswith(table) else name, meaning)


def _rows(opened: Any) -> set[tuple[Any, ...]]:
    return {(statement, *row) for statement in _ROWS for row in opened.execute(statement).fetchall()}


def _parts(kind: str, name: str, statement: str) -> list[tuple[str, ...]]:
    """Take a table apart into its columns and constraints; SQLite keeps the words in which it was made."""
    if kind != "table" or "VIRTUAL" in statement:
        return [(kind, name, statement)]
    inside = statement[statement.index("(") + 1 : statement.rindex(")")]
    return [(kind, name, re.sub(r"\s+", " ", part).strip()) for part in _at_top_commas(inside)]


def _at_top_commas(text: str) -> list[str]:
    parts, depth, quoted = [""], 0, False
    for sign in text:
        quoted ^= sign == "'"
        depth += 0 if quoted else (sign == "(") - (sign == ")")
        if sign == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += sign
    return parts

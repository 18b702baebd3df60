"""Search on SQLite: FTS5 over the index table, kept by three triggers."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from hub.platform.search.adapters import Match, Row

ROOTS = """SELECT e.root_id FROM search_fts f JOIN search_searchentry e ON e.id = f.rowid
    WHERE search_fts MATCH %s"""
ROOT_IDS = f"SELECT DISTINCT root_id FROM ({ROOTS}) LIMIT %s"  # noqa: S608  # nosec B608
COLUMNS = ("reference", "title", "names", "body", "scope")
# Reference, title, names, text; scope words never count.
WEIGHTS = "10.0, 6.0, 4.0, 1.0, 0.0"

_NEW = ", ".join(f"new.{name}" for name in COLUMNS)
_OLD = ", ".join(f"old.{name}" for name in COLUMNS)
_NAMES = ", ".join(COLUMNS)
_CHANGED = " OR ".join(f"old.{name} IS NOT new.{name}" for name in COLUMNS)
_FORGET = f"INSERT INTO search_fts(search_fts, rowid, {_NAMES}) VALUES ('delete', old.id, {_OLD});"  # noqa: S608  # nosec B608
_LEARN = f"INSERT INTO search_fts(rowid, {_NAMES}) VALUES (new.id, {_NEW});"  # noqa: S608  # nosec B608

INSTALL = (
    f"""CREATE VIRTUAL TABLE search_fts USING fts5({_NAMES}, content='search_searchentry', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2', prefix='2 3')""",
    f"CREATE TRIGGER search_fts_insert AFTER INSERT ON search_searchentry BEGIN {_LEARN} END",
    f"CREATE TRIGGER search_fts_delete AFTER DELETE ON search_searchentry BEGIN {_FORGET} END",
    f"""CREATE TRIGGER search_fts_update AFTER UPDATE OF {_NAMES} ON search_searchentry
        WHEN {_CHANGED} BEGIN {_FORGET} {_LEARN} END""",
)
REMOVE = (
    "DROP TRIGGER IF EXISTS search_fts_insert",
    "DROP TRIGGER IF EXISTS search_fts_delete",
    "DROP TRIGGER IF EXISTS search_fts_update",
    "DROP TABLE IF EXISTS search_fts",
)

# The newest entries are ranked when there are more matches than may be ranked.
RANKED = f"""
    SELECT e.id, e.root_kind, e.root_id, e.kind = e.root_kind AND e.object_id = e.root_id, -m.score
    FROM (SELECT rowid AS id, bm25(search_fts, {WEIGHTS}) AS score FROM search_fts
          WHERE search_fts MATCH %s ORDER BY rowid DESC LIMIT %s) m
    JOIN search_searchentry e ON e.id = m.id
    ORDER BY m.score, e.id DESC"""  # noqa: S608  # nosec B608


def install(using: Any) -> None:
    """Create the full-text table and its triggers; run again after a migration that rebuilds the index table."""
    with using.cursor() as cursor:
        for statement in INSTALL:
            cursor.execute(statement)


def remove(using: Any) -> None:
    """Drop the full-text table and its triggers."""
    with using.cursor() as cursor:
        for statement in REMOVE:
            cursor.execute(statement)


def rebuild() -> None:
    """Read the whole index table into the full-text table again and merge its parts."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")
        cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('optimize')")


def settle() -> None:
    """Do nothing: FTS5 merges as it writes."""


def expression(match: Match) -> str:
    """Give the FTS5 expression of a match."""
    last = len(match.words) - 1
    is_prefix = match.is_prefix and not match.is_any
    words = [f'"{w}"' + ("*" if is_prefix and place == last else "") for place, w in enumerate(match.words)]
    parts = [f"{{reference title names body}} : ({(' OR ' if match.is_any else ' AND ').join(words)})"]
    parts += [f"scope : ({' OR '.join(group)})" for group in (match.scope, match.kinds) if group]
    return " AND ".join(parts)


def ranked(match: Match, *, limit: int) -> list[Row]:
    """Give up to ``limit`` matches, best first."""
    with connection.cursor() as cursor:
        cursor.execute(RANKED, [expression(match), limit])
        return [Row(*found) for found in cursor.fetchall()]


def roots(match: Match) -> RawSQL:
    """Give the ids of the records under which entries match, as a subquery."""
    return RawSQL(ROOTS, [expression(match)])  # noqa: S611  # nosec B611


def root_ids(match: Match, *, limit: int) -> list[int]:
    """Give up to ``limit`` ids of the records under which entries match, in no order."""
    with connection.cursor() as cursor:
        cursor.execute(ROOT_IDS, [expression(match), limit])
        return [number for (number,) in cursor.fetchall()]


def among(ids: list[int]) -> Q:
    """Give the condition that a record is one of those already found, however many there are."""
    return Q(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(ids)]))  # nosec B611


def among_words(words: list[str]) -> RawSQL:
    """Give words as a subquery of one parameter, however many there are."""
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(words)])  # nosec B611

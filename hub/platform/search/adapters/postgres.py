"""Search on PostgreSQL: a stored, generated, weighted vector with a GIN index."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func
from django.db.models.expressions import RawSQL

from hub.platform.search.adapters import Match, Row

INSTALL = (
    """ALTER TABLE search_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', reference), 'A') || setweight(to_tsvector('english', title), 'B') ||
        setweight(to_tsvector('english', names), 'C') || setweight(to_tsvector('english', body), 'D') ||
        setweight(to_tsvector('simple', scope), 'D')) STORED""",
    # Every search reads the list of rows not yet merged: short enough for one, long enough to load in bulk (measured
    # for 30,000 rows: no list 9.4 s, 512 kB 4.4 s, 4 MB 2.6 s).
    "CREATE INDEX search_vector ON search_searchentry USING gin (vector) WITH (gin_pending_list_limit = 1024)",
)
REMOVE = ("ALTER TABLE search_searchentry DROP COLUMN IF EXISTS vector",)

# Weights of D, C, B, A: text, names, title, reference.
RANKED = """
    SELECT e.id, e.root_kind, e.root_id, e.kind = e.root_kind AND e.object_id = e.root_id,
           ts_rank('{0.1, 0.4, 0.6, 1.0}', e.vector, q.words) AS score
    FROM (SELECT to_tsquery('english', %s) AS words, to_tsquery('simple', %s) AS scope) q
    CROSS JOIN LATERAL (
        SELECT * FROM search_searchentry WHERE vector @@ (q.words && q.scope) AND numnode(q.words) > 0 LIMIT %s
    ) e
    ORDER BY score DESC, e.id DESC"""
ROOTS = """SELECT root_id FROM search_searchentry
    WHERE vector @@ (to_tsquery('english', %s) && to_tsquery('simple', %s))
    AND numnode(to_tsquery('english', %s)) > 0"""

ROOT_IDS = f"SELECT DISTINCT root_id FROM ({ROOTS}) found LIMIT %s"  # noqa: S608  # nosec B608


def install(using: Any) -> None:
    """Add the vector and its index."""
    with using.cursor() as cursor:
        for statement in INSTALL:
            cursor.execute(statement)


def remove(using: Any) -> None:
    """Drop the vector and, with it, its index."""
    with using.cursor() as cursor:
        for statement in REMOVE:
            cursor.execute(statement)


def rebuild() -> None:
    """Rebuild the vector's index and its statistics."""
    with connection.cursor() as cursor:
        cursor.execute("REINDEX INDEX search_vector")
        cursor.execute("ANALYZE search_searchentry")


def settle() -> None:
    """Merge the rows of a bulk load into the index at once, so that the next search does not pay for them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_vector')")


def expressions(match: Match) -> tuple[str, str]:
    """Give the two tsquery texts of a match: the words asked for, and the scope."""
    last = len(match.words) - 1
    is_prefix = match.is_prefix and not match.is_any
    words = [f"'{w}'" + (":*" if is_prefix and place == last else "") for place, w in enumerate(match.words)]
    groups = [f"({' | '.join(group)})" for group in (match.scope, match.kinds) if group]
    return (" | " if match.is_any else " & ").join(words), " & ".join(groups)


def ranked(match: Match, *, limit: int) -> list[Row]:
    """Give up to ``limit`` matches, best first."""
    words, scope = expressions(match)
    with connection.cursor() as cursor:
        cursor.execute(RANKED, [words, scope, limit])
        return [Row(*found) for found in cursor.fetchall()]


def roots(match: Match) -> RawSQL:
    """Give the ids of the records under which entries match, as a subquery."""
    words, scope = expressions(match)
    return RawSQL(ROOTS, [words, scope, words])  # noqa: S611  # nosec B611


def root_ids(match: Match, *, limit: int) -> list[int]:
    """Give up to ``limit`` ids of the records under which entries match, in no order."""
    words, scope = expressions(match)
    with connection.cursor() as cursor:
        cursor.execute(ROOT_IDS, [words, scope, words, limit])
        return [number for (number,) in cursor.fetchall()]


class OneOf(Func):
    """The condition that a field is one of some ids, all in one parameter.

    An array is looked up in the index; joined to a subquery of as many rows, the same list takes three times as long.
    """

    output_field = BooleanField()

    def __init__(self, field: str, ids: list[int]) -> None:
        super().__init__(F(field))
        self.ids = ids

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, list[Any]]:
        """Write it."""
        field, params = compiler.compile(self.source_expressions[0])
        return f"{field} = ANY(%s::bigint[])", [*params, self.ids]


def among(ids: list[int]) -> OneOf:
    """Give the condition that a record is one of those already found, however many there are."""
    return OneOf("pk", ids)


def among_words(words: list[str]) -> RawSQL:
    """Give words as a subquery of one parameter, however many there are."""
    return RawSQL("SELECT unnest(%s::text[])", [words])  # nosec B611

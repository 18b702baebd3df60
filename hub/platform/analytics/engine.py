"""The engine that answers Ibis expressions over parts: DuckDB inside the process unless a setting names another.

A question is an Ibis expression over tables made by ``table``, or one by its shape (``shapes.question``), which is
compiled once only; it never holds SQL of one engine. ``answer`` compiles it for the engine at hand and gives the rows.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from hub.platform.analytics.shapes import Asked

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

# What a question is asked of: files of parts, or a small table at hand.
Tables = Mapping[str, "Sequence[str] | pa.Table"]
MEMORY = "256MB"
THREADS = 2


class Engine(Protocol):
    """What answers questions."""

    def answer(self, question: ir.Table | Asked, tables: Tables) -> pa.Table:
        """Answer an expression, or a question by its shape (``question.expression()`` is that one's expression).

        :param tables: name of each table in the expression, with its files (of one schema) or its rows.
        """
        ...


def table(name: str, columns: Mapping[str, str]) -> ir.Table:
    """Give a table to ask questions about; its rows are named when the question is answered.

    :param columns: each column with its type in Ibis' words, such as "decimal(18, 2)".
    """
    import ibis

    return ibis.table(dict(columns), name=name)


def answer(question: ir.Table | Asked, tables: Tables) -> pa.Table:
    """Answer a question with the engine that the settings name."""
    return engine().answer(question, tables)


def rows(question: ir.Table | Asked, tables: Tables) -> list[dict[str, Any]]:
    """Answer a question as plain values; for answers of at most some thousand rows."""
    return answer(question, tables).to_pylist()  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def engine() -> Engine:
    """Give the engine of this process."""
    named = getattr(settings, "HUB_ANALYTICS_ENGINE", "")
    return import_string(named)() if named else DuckDb()  # type: ignore[no-any-return]


class DuckDb:
    """DuckDB in this process, one connection for each thread. It fetches no extension and reaches no network."""

    def __init__(self) -> None:
        self._local = threading.local()

    def answer(self, question: ir.Table | Asked, tables: Tables) -> pa.Table:
        """Answer an expression; see :class:`Engine`."""
        cursor = self.connection().cursor()
        try:
            files = []
            for name, rows in tables.items():
                if hasattr(rows, "to_batches"):
                    cursor.register(name, rows)
                else:
                    files.append(_named(name, rows))
            text = question.statement(compiled) if isinstance(question, Asked) else compiled(question)
            return cursor.sql(_with(files, text)).to_arrow_table()
        finally:
            cursor.close()

    def connection(self) -> Any:
        """Give this thread's connection."""
        if not hasattr(self._local, "connection"):
            self._local.connection = connect()
        return self._local.connection


def connect() -> Any:
    """Open a DuckDB in memory that loads no extension by itself and spills into our own folder."""
    import duckdb

    from hub.platform.analytics.parts import folder

    made = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "memory_limit": MEMORY,
            "threads": str(THREADS),
            "temp_directory": str(folder().parent / "spill"),
        },
    )
    # Built in. Parts never change, so what their footers say holds for ever.
    made.execute("LOAD parquet")
    made.execute("SET parquet_metadata_cache = true")
    return made


def compiled(question: ir.Table) -> str:
    """Give an expression as SQL of DuckDB."""
    import ibis

    return str(ibis.to_sql(question, dialect="duckdb", pretty=False))


def _with(files: Sequence[str], text: str) -> str:
    """Name files in the statement itself, which opens them once; a view would open them twice."""
    if not files:
        return text
    named = ", ".join(files)
    return f"WITH {named}, {text.removeprefix('WITH ')}" if text.startswith("WITH ") else f"WITH {named} {text}"


def _named(name: str, files: Sequence[str]) -> str:
    """Give the name of a table and the files that hold its rows."""
    text = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    return f'"{name}" AS NOT MATERIALIZED (SELECT * FROM read_parquet([{text}]))'  # noqa: S608  # nosec B608

"""The engine that answers Ibis expressions over parts: DuckDB inside the process unless a setting names another.

A question is an Ibis expression over tables made by ``table``; it never holds SQL of one engine. ``answer`` compiles it
for the engine at hand and gives the rows.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

# What a question is asked of: files of parts, or a small table at hand.
Tables = Mapping[str, "Sequence[str] | pa.Table"]
MEMORY = "256MB"
THREADS = 2


class Engine(Protocol):
    """What answers questions."""

    def answer(self, question: ir.Table, tables: Tables) -> pa.Table:
        """Answer an expression.

        :param tables: name of each table in the expression, with its files (of one schema) or its rows.
        """
        ...


def table(name: str, columns: Mapping[str, str]) -> ir.Table:
    """Give a table to ask questions about; its rows are named when the question is answered.

    :param columns: each column with its type in Ibis' words, such as "decimal(18, 2)".
    """
    import ibis

    return ibis.table(dict(columns), name=name)


def answer(question: ir.Table, tables: Tables) -> pa.Table:
    """Answer a question with the engine that the settings name."""
    return engine().answer(question, tables)


def rows(question: ir.Table, tables: Tables) -> list[dict[str, Any]]:
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

    def answer(self, question: ir.Table, tables: Tables) -> pa.Table:
        """Answer an expression; see :class:`Engine`."""
        cursor = self.connection().cursor()
        try:
            for name, rows in tables.items():
                if hasattr(rows, "to_batches"):
                    cursor.register(name, rows)
                else:
                    cursor.read_parquet(list(rows)).create_view(name, replace=True)
            return cursor.sql(compiled(question)).to_arrow_table()
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

    return duckdb.connect(
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


def compiled(question: ir.Table) -> str:
    """Give an expression as SQL of DuckDB."""
    import ibis

    return str(ibis.to_sql(question, dialect="duckdb", pretty=False))

"""Insert many rows at once; one of the named adapters that hold raw SQL.

Through the ORM a load of 100,000 records spends most of its time compiling statements. Here the statement is fixed and
only values travel: by COPY on PostgreSQL, by one prepared statement on SQLite. Services call it inside an act, where
they would otherwise call ``bulk_create``; nothing is checked that ``bulk_create`` would not check.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from django.db import connection, models

Converter = Callable[[Any], Any]


def insert(rows: Sequence[Any], *, numbered: bool = False) -> None:
    """Insert new rows, all of one model.

    :param numbered: give each row its primary key, because something will point at it.
    """
    if not rows:
        return
    model = type(rows[0])
    if numbered:
        key = model._meta.pk.attname
        for row, number in zip(rows, _numbers(model, len(rows)), strict=True):
            setattr(row, key, number)
    stream(model, rows, numbered=numbered)


def stream(model: type[models.Model], rows: Iterable[Any], *, numbered: bool = False) -> list[Any]:
    """Insert new rows while they are made, and give them: PostgreSQL stores one while Python makes the next.

    :param rows: they may be made one by one, but must not ask the database for anything on the way.
    :param numbered: whether the rows carry their primary keys.
    """
    key = model._meta.pk
    is_given = numbered or not isinstance(key, models.AutoField)
    fields = [field for field in model._meta.concrete_fields if is_given or field is not key]
    steps = [(field.attname, _way(field)) for field in fields]
    kept: list[Any] = []

    def values() -> Iterator[list[Any]]:
        for row in rows:
            kept.append(row)
            # Django keeps the values of a row under their names; the way through the descriptors is many times longer.
            held = row.__dict__
            yield [way(held[name]) if way else held[name] for name, way in steps]

    _send(model._meta.db_table, [field.column for field in fields], values())
    for row in kept:
        row._state.adding = False
        row._state.db = connection.alias
    return kept


def insert_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert new rows of which nothing is kept in memory, so that they need no object.

    :param names: the fields by which the values of each row stand, foreign keys by their column ("event_id").
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    ways = [_way(fields[name]) for name in names]
    values = ([way(value) if way else value for way, value in zip(ways, row, strict=True)] for row in rows)
    _send(model._meta.db_table, [fields[name].column for name in names], values)


def placed(model: Any, *values: Any) -> Any:
    """Make an object from values in the order of its fields; by their names Django takes three times as long.

    Fields left over have their defaults.
    """
    return model(*values)


def maker(model: type[models.Model]) -> Callable[[Mapping[str, Any]], Any]:
    """Give what makes objects of a model as its constructor does, in half the time.

    It takes the values by the names of columns ("owner_id"); every other field has its default.
    """
    steps = [(field.attname, field.get_default) for field in model._meta.concrete_fields]

    def make(values: Mapping[str, Any]) -> Any:
        # In the order of the fields: by their names Django takes far longer.
        return model(*[values[name] if name in values else default() for name, default in steps])

    return make


def widen(sender: Any, connection: Any, **_: Any) -> None:
    """Let a new connection to SQLite take as many parameters in one statement as its library allows, not Django's 999.

    Receives Django's ``connection_created``.
    """
    if connection.vendor == "sqlite":
        allowed = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = max(999, min(allowed, 32_766))


def _send(table: str, columns: Sequence[str], values: Any) -> None:
    quote = connection.ops.quote_name
    place = f"{quote(table)} ({', '.join(map(quote, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What the server refuses it says at the end, outside Django's own wrapping.
            with connection.wrap_database_errors, cursor.copy(f"COPY {place} FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {place} VALUES ({marks})", values)  # noqa: S608  # nosec B608


def _numbers(model: type[models.Model], count: int) -> list[int]:
    """Take the next numbers of a table; the transaction that writes them holds the table's place."""
    table, column = model._meta.db_table, model._meta.pk.column  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(statement, [connection.ops.quote_name(table), column, count])
            return [number for (number,) in cursor.fetchall()]
        # SQLite has one writer: nobody can take a number between this look and the insertion.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        first = (found[0] if found else 0) + 1
        return list(range(first, first + count))


def _way(field: Any) -> Converter | None:
    """Give how a value of a field is made ready; None when it travels as it is."""
    if isinstance(field, models.ForeignKey | models.IntegerField):
        return None
    if isinstance(field, models.BooleanField):
        return None
    if isinstance(field, models.CharField | models.TextField):
        return _text
    if isinstance(field, models.JSONField) and field.encoder is None:
        return _json
    if isinstance(field, models.DateTimeField):
        return _instant
    if isinstance(field, models.DateField):
        return _day
    if isinstance(field, models.DecimalField):
        return lambda value: _decimal(field, value)
    return lambda value: field.get_db_prep_save(value, connection)


def _text(value: Any) -> Any:
    if value is None or type(value) is str:
        return value
    return str(value.value if isinstance(value, Enum) else value)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


@lru_cache(maxsize=50_000)
def _day(day: date | None) -> Any:
    return connection.ops.adapt_datefield_value(day)


@lru_cache(maxsize=50_000)
def _instant(at: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _decimal(field: Any, value: Any) -> Any:
    if value is None:
        return None
    number = value if isinstance(value, Decimal) else field.to_python(value)
    return connection.ops.adapt_decimalfield_value(number, field.max_digits, field.decimal_places)

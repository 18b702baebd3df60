"""Row-level security: PostgreSQL's own second net under ``visible_to``; one of the named adapters that hold raw SQL.

Every table whose reads begin with ``TenantQuerySet`` gets a policy, so a package declares nothing more. While a person
of the staff is answered, the connection carries the authorities within their reach; a query that forgot to ask for what
is visible then finds nothing of others. Workers, commands, acts of the system and the other two sites, whose readers
belong to no authority, reach all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models

from hub.platform.actors import Actor
from hub.platform.tenancy.models import TenantQuerySet

ALL = "*"
POLICY = "hub_reach"
_now: ContextVar[str] = ContextVar("reach", default=ALL)

# An array in place of a text each row would have to read again; nothing set means nothing within reach.
FUNCTION = """CREATE OR REPLACE FUNCTION hub_reach() RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN coalesce(current_setting('hub.reach', true), '') IN ('', '*') THEN '{}'::bigint[]
        ELSE string_to_array(current_setting('hub.reach'), ',')::bigint[] END $$"""


def is_on() -> bool:
    """Say whether this process tells the database how far it reaches."""
    return bool(settings.HUB_ROW_SECURITY) and connection.vendor == "postgresql"


@contextmanager
def within(authorities: Iterable[int]) -> Iterator[None]:
    """Let the database give only rows of these authorities, and those shared with them, until the end of the block."""
    with _set(",".join(str(one) for one in sorted(authorities)) or "0"):
        yield


@contextmanager
def everywhere() -> Iterator[None]:
    """Reach all until the end of the block: for acts of the system, and for what concerns several authorities."""
    if _now.get() == ALL:
        yield
        return
    with _set(ALL):
        yield


def of_act(by: Actor) -> AbstractContextManager[None]:
    """Give the reach of an act: the system's acts reach all, a person's stay where the request put them."""
    return everywhere() if by.is_system else nullcontext()


@contextmanager
def _set(value: str) -> Iterator[None]:
    if not is_on():
        yield
        return
    token = _now.set(value)
    try:
        _tell()
        yield
    finally:
        _now.reset(token)
        try:
            _tell()
        except DatabaseError:
            # The transaction is broken: its rollback restores what was set before it. A connection whose state
            # is unknown is not used again.
            if not connection.in_atomic_block:
                connection.close()


def _tell(**kwargs: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('hub.reach', %s, false)", [_now.get()])


def greet(**kwargs: Any) -> None:
    """Tell a new connection how far it reaches; Django's signal calls it."""
    if is_on() and kwargs["connection"] is connection:
        _tell()


def tables() -> dict[str, type[models.Model]]:
    """Give the root tables and their models."""
    found = [model for model in apps.get_models() if isinstance(model._default_manager.all(), TenantQuerySet)]
    return {model._meta.db_table: model for model in sorted(found, key=lambda each: each._meta.db_table)}


def statements() -> list[str]:
    """Give the statements that turn the net on; the owner of the tables runs them, and is not bound by it."""
    return [FUNCTION, *(line for table, model in tables().items() for line in _policy(table, model))]


def _policy(table: str, model: type[models.Model]) -> list[str]:
    key, kind = model._meta.pk.column, model._meta.label_lower
    shared = (
        f"EXISTS (SELECT 1 FROM tenancy_share s WHERE s.subject_kind = '{kind}'"  # noqa: S608  (names from our models)
        f" AND s.subject_id = {table}.{key} AND s.authority_id = ANY ((SELECT hub_reach())::bigint[]))"
    )
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS {POLICY} ON {table}",
        f"CREATE POLICY {POLICY} ON {table} USING ((SELECT current_setting('hub.reach', true)) = '{ALL}'"
        f" OR authority_id = ANY ((SELECT hub_reach())::bigint[]) OR {shared})",
    ]


def undoing() -> list[str]:
    """Give the statements that take the net away."""
    lines = []
    for table in tables():
        lines += [f"DROP POLICY IF EXISTS {POLICY} ON {table}", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]
    return lines

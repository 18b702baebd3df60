"""Full-text search of the two databases; with the migration, the only raw SQL of search (stack.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from django.db import connection


@dataclass(frozen=True)
class Match:
    """What the index is asked: all ``words``, the last one as a beginning, within ``scope`` and ``kinds``.

    With ``is_any`` one of the words is enough, and each is whole: what resembles is ranked by how many it shares.
    Every text is made of letters and digits only; nothing that a person typed reaches the database's query language.
    """

    words: tuple[str, ...]
    scope: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    is_prefix: bool = True
    is_any: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One match: the entry, what it stands under, and how well it fits (higher is better)."""

    entry_id: int
    root_kind: str
    root_id: int
    is_root: bool
    score: float


def adapter(vendor: str = "") -> ModuleType:
    """Give the module that speaks to this database."""
    from hub.platform.search.adapters import postgres, sqlite

    return sqlite if (vendor or connection.vendor) == "sqlite" else postgres

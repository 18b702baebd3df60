"""The law's tables of an installation, read without starting the product, and what they have beyond those that ship.

The command line answers in a fraction of a second, which starting every package would take four times over.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hub.config.databases import database_from
from hub.law.tables import Tables, shipped
from hub.platform.reference.building import COLUMNS, ORDER, Stored, build
from hub.platform.reference.files import statute_sets


class NotThere(LookupError):
    """An installation has no tables of the law; the message says why and what to do."""


@dataclass(frozen=True)
class Installed:
    """The tables of an installation.

    :param entered: how many rows people entered, by the title of their table.
    :param missing: how many rows ship and are not loaded, by the title of their table.
    """

    tables: Tables
    entered: dict[str, int]
    missing: dict[str, int]

    @property
    def differs(self) -> bool:
        """Say whether they hold anything else than those that ship."""
        return bool(self.entered or self.missing)


def exists(home: Path) -> bool:
    """Say whether there is a database to read: one that an address names, or the embedded one in ``home``."""
    settings = database_from(os.environ.get("HUB_DATABASE_URL", ""), home=home)
    return "sqlite3" not in settings["ENGINE"] or Path(settings["NAME"]).exists()


def read(home: Path, authority: str = "") -> Installed:
    """Read the tables from the database that the settings name.

    :param home: the folder of the embedded database, which is never made by reading.
    :param authority: the code of an authority whose own settings count; empty for the national ones.
    :raises NotThere: without tables of the law, or without that authority.
    """
    if not exists(home):
        raise NotThere(f"there is no Hub in {home} yet; make one with ./dev setup or `hub migrate`")
    from django.db import DatabaseError, connection

    try:
        with warnings.catch_warnings(), connection.cursor() as cursor:
            # Django warns of queries before every package is loaded; none is loaded here, and none is needed.
            warnings.simplefilter("ignore", RuntimeWarning)
            owners, names = _lineage(cursor, authority) if authority else ([], {})
            marks = ", ".join(["%s"] * len(statute_sets()))
            # Names of columns and of tables are this module's own; what is looked for is passed beside the text.
            sql = f"SELECT {_names(COLUMNS)} FROM reference_entry WHERE {_names(['set'])} IN ({marks})"  # noqa: S608
            cursor.execute(f"{sql} ORDER BY {_names(ORDER)}", list(statute_sets()))
            rows = list(_stored(cursor.fetchall()))
    except DatabaseError as fault:
        raise NotThere(f"the database cannot be read ({str(fault).splitlines()[0]})") from fault
    if not rows:
        raise NotThere("the database holds no tables of the law; load them with `hub reference load`")
    tables = build(rows, statute_sets(), owners=owners, names=names)
    return Installed(tables, _entered(rows, owners), _missing(rows))


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _lineage(cursor: Any, code: str) -> tuple[list[int], dict[int, str]]:
    cursor.execute('SELECT "party_id", "parent_id", "name" FROM tenancy_authority WHERE "code" = %s', [code])
    found = cursor.fetchone()
    if found is None:
        raise NotThere(f"there is no authority {code}")
    owners = [one for one in found[:2] if one is not None]
    cursor.execute('SELECT "party_id", "name" FROM tenancy_authority')
    return owners, dict(cursor.fetchall())


def _stored(rows: Iterable[tuple[Any, ...]]) -> Iterator[Stored]:
    """Read what either database gives: text where it knows no days and no JSON of its own."""
    for name, code, label, data, valid_from, valid_to, source, owner in rows:
        whole = json.loads(data) if isinstance(data, str) else data
        yield Stored(name, code, label, whole, _day(valid_from), _day(valid_to) if valid_to else None, source, owner)


def _day(stored: Any) -> date:
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def _entered(rows: Iterable[Stored], owners: list[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        table = statute_sets()[row.set]
        if row.authority_id is not None and (not table.is_own(row.code) or row.authority_id in owners):
            found[table.title] = found.get(table.title, 0) + 1
    return found


def _missing(rows: Iterable[Stored]) -> dict[str, int]:
    stored = {(row.set, row.code, row.valid_from): row for row in rows if row.authority_id is None}
    found: dict[str, int] = {}
    for name in shipped().names():
        for row in shipped().all(name):
            known = stored.get((name, row.code, row.valid_from))
            if known is None or known.data != row.data or known.valid_to != row.valid_to:
                title = statute_sets()[name].title
                found[title] = found.get(title, 0) + 1
    return found

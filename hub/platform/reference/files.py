"""The sets that ship with the Hub: one reviewed file each, with title, source and dated entries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps

from hub.law.tables import DATA as STATUTE


class BadFile(ValueError):
    """A shipped file does not have the shape of a set; the message names file and place."""


@dataclass(frozen=True)
class Shipped:
    """One dated value as a file states it."""

    code: str
    label: str
    data: dict[str, Any]
    valid_from: date
    valid_to: date | None
    source: str


@dataclass(frozen=True)
class SetFile:
    """One set: what it is, where it comes from, whether an authority may add its own values.

    :param is_law: whether the rules of the law read it.
    :param is_by_code: whether an authority's own value stands over the shared one of its code alone
        (``lookup.layered``); else its own values stand in the place of all shared ones (``lookup.get``).
    :param own_codes: the rows of a table that is else the same for everybody which an authority may set for itself.
    """

    name: str
    title: str
    about: str
    source: str
    is_local: bool
    entries: tuple[Shipped, ...]
    is_law: bool = False
    own_codes: frozenset[str] = frozenset()
    is_by_code: bool = False

    def is_own(self, code: str) -> bool:
        """Say whether a row is a setting of each authority, which the shipped one only starts."""
        return self.is_local or code in self.own_codes

    @property
    def has_own(self) -> bool:
        """Say whether an authority may set anything in it for itself."""
        return self.is_local or bool(self.own_codes)

    @property
    def is_statutory(self) -> bool:
        """Say whether it is the same for every authority because a statute says it; a local table is not."""
        return self.is_law and not self.is_local


@cache
def statute_sets() -> dict[str, SetFile]:
    """Give the sets of the law by name, from their own folder; this needs no installed package."""
    found = [read(path, is_law=True) for path in sorted(STATUTE.glob("*.json"))]
    return {one.name: one for one in found}


@cache
def all_sets() -> dict[str, SetFile]:
    """Give every set that an installed package or the law ships, by name.

    :raises BadFile: when a file is not a set or two files hold the same one.
    """
    found: dict[str, SetFile] = {}
    folders = [Path(config.path) / "data" / "reference" for config in apps.get_app_configs()]
    for folder in [*folders, STATUTE]:
        for path in sorted(folder.glob("*.json")):
            one = read(path, is_law=folder == STATUTE)
            if one.name in found:
                raise BadFile(f"{path.name}: the set {one.name} is shipped twice.")
            found[one.name] = one
    return found


def law_sets() -> dict[str, SetFile]:
    """Give the sets that the rules of the law read, by name."""
    return {name: one for name, one in all_sets().items() if one.is_law}


def read(path: Path, *, is_law: bool = False) -> SetFile:
    """Read one file.

    :param is_law: whether the rules of the law read it.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        source = stored["source"]
        entries = tuple(_entry(row, source) for row in stored["entries"])
        # True, or the codes of the few rows of a table that each authority may set.
        local = stored.get("local", False)
        own = frozenset(local) if isinstance(local, list) else frozenset()
        said = (stored["set"], stored["title"], stored.get("about", ""), source)
        return SetFile(*said, local is True, entries, is_law, own, bool(stored.get("by_code")))
    except (KeyError, TypeError, ValueError) as fault:
        raise BadFile(f"{path.name}: {fault!r}") from fault


def _entry(row: dict[str, Any], source: str) -> Shipped:
    ends = row.get("to")
    return Shipped(
        code=row["code"],
        label=row["label"],
        data=row.get("data", {}),
        valid_from=date.fromisoformat(row["from"]),
        valid_to=date.fromisoformat(ends) if ends else None,
        source=row.get("source") or source,
    )

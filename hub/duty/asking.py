"""Which records the law asks something about: packages declare theirs, the duties of changed records follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from hub.duty.rules import About, Asked
from hub.law.tables import Tables, shipped
from hub.platform.reference.statute import statute

Find = Callable[[list[Any], Tables, date], dict[int, list[Asked]]]


@dataclass(frozen=True, kw_only=True)
class Asks:
    """What one package says of its records.

    :param model: a root record with an authority.
    :param find: gives what the law asks about each of some records, by number; it queries a fixed number of times.
    :param about: names the record and those who answer for it; must not query.
    :param concerns: says quickly that the law may ask something; a list of 100,000 records asks this of each.
    :param rows: the same as a condition of the database.
    :param gone: says why the law asks nothing more about a record.
    :param follows_acts: whether every act on a record works its duties out anew; else the daily work alone does.
    """

    model: type[Any]
    find: Find
    about: Callable[[Any], About]
    concerns: Callable[[Any], bool]
    rows: Callable[[date], Q]
    gone: Callable[[Any], str]
    follows_acts: bool = True

    @property
    def kind(self) -> str:
        """Give the kind of its records."""
        return str(self.model.kind())


_asks: dict[str, Asks] = {}


def asks(made: Asks) -> Asks:
    """Declare that the law asks something about a kind of record.

    :raises ValueError: when the kind is declared twice.
    """
    if made.kind in _asks:
        raise ValueError(f"What the law asks about {made.kind} is declared twice.")
    _asks[made.kind] = made
    return made


def tables_in_force() -> Tables:
    """Give the tables of the law; an installation that has not loaded them yet counts with those that ship."""
    found = statute()
    return found if found.all("thresholds") else shipped()


def forget(kind: str) -> None:
    """Take a declaration back; for tests that add one."""
    _asks.pop(kind, None)


def asked_about(kind: str) -> Asks | None:
    """Give the declaration of a kind of record, if there is one."""
    return _asks.get(kind)


def all_asks() -> Iterable[Asks]:
    """Give every declaration, by kind."""
    return [made for _, made in sorted(_asks.items())]

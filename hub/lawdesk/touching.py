"""Which records a change of law touches: packages register their own, the law desk shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hub.platform.actors import Actor


@dataclass(frozen=True)
class Changed:
    """Which table of the law changed, in which rows, and from when."""

    table: str
    codes: tuple[str, ...]
    first_day: date


@dataclass(frozen=True)
class Line:
    """One record as the list shows it.

    :param why: what of it the change touches, if that differs from record to record.
    """

    title: str
    href: str
    reference: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Touch:
    """One sort of record that some tables touch.

    :param name: unique.
    :param noun: one and many ("contract", "contracts").
    :param tables: the tables of the law on which it depends; a changed table that is not among them asks nothing.
    :param records: gives the touched records that an actor may read, in order, as a query; None for none at all.
    :param why: says in a sentence what the change means for them.
    :param line: gives one record as the list shows it; must not query.
    """

    name: str
    noun: tuple[str, str]
    tables: frozenset[str]
    records: Callable[[Changed, Actor, date], Any]
    why: Callable[[Changed], str]
    line: Callable[[Any], Line]


_touches: dict[str, Touch] = {}


def touches(touch: Touch) -> Touch:
    """Register a sort of record that some tables touch.

    :raises ValueError: when the name is taken.
    """
    if touch.name in _touches:
        raise ValueError(f"What the law touches is registered twice as {touch.name}.")
    _touches[touch.name] = touch
    return touch


def forget(name: str) -> None:
    """Take a registration back; for tests that add one."""
    _touches.pop(name, None)


def touched_by(table: str) -> Iterable[Touch]:
    """Give the sorts of record that a table touches, by name."""
    return [touch for name, touch in sorted(_touches.items()) if table in touch.tables]

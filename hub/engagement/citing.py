"""Where a finding can be cited: packages say which of their records hold design decisions about a purchase."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from hub.platform.actors import Actor


@dataclass(frozen=True)
class Place:
    """A record that holds a design decision.

    :param kind: its sort, as events name it.
    :param page: the address of its page.
    """

    kind: str
    pk: int
    reference: str
    title: str
    page: str

    @property
    def value(self) -> str:
        """Give what a form sends for it."""
        return f"{self.kind}~{self.pk}"


# Gives the places of some purchases (procurements and entries) that an actor may read.
Places = Callable[[Iterable[Any], Actor], Iterable[Place]]
_places: list[Places] = []


def places(give: Places) -> Places:
    """Register who knows places: ``give(records, actor)``."""
    if give not in _places:
        _places.append(give)
    return give


def places_of(records: Iterable[Any], actor: Actor) -> list[Place]:
    """Give every place in which a finding about some purchases can be cited."""
    found = list(records)
    return [place for give in _places for place in give(found, actor)]


def place_of(record: Any) -> Place:
    """Give a record as a place."""
    return Place(record.kind(), record.pk, record.reference, getattr(record, "title", ""), record.get_absolute_url())


def forget(give: Places) -> None:
    """Take a registration back; for tests that add one."""
    if give in _places:
        _places.remove(give)

"""Which records are screened, and on which of their facts the answers rest: what changes them asks for a new screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.platform.actors import Actor


@dataclass(frozen=True)
class Subject:
    """One sort of record that is screened.

    :param kind: as events name it.
    :param word: the part of an address that says which sort it is.
    :param find: gives the record that an actor may read, by reference, or None.
    :param facts: the facts that the answers rest on, by field, with their words.
    :param is_open: whether the record still goes on, so that it needs screens.
    """

    kind: str
    word: str
    model: type[Any]
    find: Callable[[Actor, str], Any]
    facts: Mapping[str, str]
    is_open: Callable[[Any], bool]

    def facts_of(self, record: Any) -> dict[str, str]:
        """Give the facts of a record as plain words."""
        return {name: plain(getattr(record, name)) for name in self.facts}


def plain(value: Any) -> str:
    """Write a fact so that the same is the same, however many noughts a sum was typed with."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


_subjects: dict[str, Subject] = {}


def subject(made: Subject) -> Subject:
    """Register a sort of record.

    :raises ValueError: when the kind is registered twice.
    """
    if made.kind in _subjects:
        raise ValueError(f"Screens of {made.kind} are registered twice.")
    _subjects[made.kind] = made
    return made


def of_kind(kind: str) -> Subject | None:
    """Give the registration of a kind, if it is screened."""
    return _subjects.get(kind)


def of_word(word: str) -> Subject | None:
    """Give the registration by the part of an address."""
    return next((one for one in _subjects.values() if one.word == word), None)


def kinds() -> list[str]:
    """Give the kinds of record that are screened."""
    return sorted(_subjects)

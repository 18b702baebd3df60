"""Declare what can be found: a package says it once, the platform indexes and searches it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from hub.platform.recorded import Recorded

Text = Callable[[Any], str]


def _nothing(record: Any) -> str:
    return ""


def _no_people(record: Any) -> Iterable[int]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """How one sort of record is found.

    :param load: gives the records with these ids, whatever they need prefetched: the number of queries must not grow
        with the number of ids. It leaves out what must not be found.
    :param authority: the lead authority's id; None means that every officer may find it.
    :param root: the record under which a hit appears; a document appears under its contract.
    :param under: for records with another root: those under some roots of one kind.
    :param readers: people who may find a confidential entry besides the roles that may.
    :param register: the address of the list, which takes ``?q=``.
    :param only_public: found on the public site alone; officers find the record that it was published from.
    """

    model: type[Recorded]
    label: str
    title: Text
    load: Callable[[list[int]], Iterable[Any]]
    url: Text
    references: Callable[[Any], list[str]] = lambda record: [record.reference]
    names: Callable[[Any], list[str]] = lambda record: []
    text: Text = _nothing
    line: Text = _nothing
    authority: Callable[[Any], int | None] = lambda record: record.authority_id
    root: Callable[[Any], tuple[str, int]] = lambda record: (record.kind(), record.pk)
    under: Callable[[str, list[int]], Iterable[Any]] | None = None
    is_public: Callable[[Any], bool] = lambda record: False
    is_confidential: Callable[[Any], bool] = lambda record: False
    readers: Callable[[Any], Iterable[int]] = _no_people
    register: str = ""
    only_public: bool = False

    @property
    def kind(self) -> str:
        """Give the stored kind."""
        return self.model.kind()


_declared: dict[str, Searchable] = {}


def searchable(declaration: Searchable) -> Searchable:
    """Register what can be found.

    :raises ValueError: when this kind is declared twice.
    """
    if declaration.kind in _declared:
        raise ValueError(f"{declaration.kind} is declared searchable twice.")
    _declared[declaration.kind] = declaration
    return declaration


def forget(kind: str) -> None:
    """Take a declaration back; tests that declare their own use this."""
    _declared.pop(kind, None)


def declared(kind: str) -> Searchable | None:
    """Give the declaration of a kind, if there is one."""
    return _declared.get(kind)


def all_declared() -> list[Searchable]:
    """Give every declaration in the order in which packages made them."""
    return list(_declared.values())

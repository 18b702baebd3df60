"""Which records have documents, and who sees those records: packages register, this mechanism asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hub.platform.actors import Actor

Visible = Callable[[Actor, int], bool]

KINDS = (
    ("contract", "Signed contract"),
    ("specification", "Specification"),
    ("change", "Change or variation"),
    ("decision", "Decision or approval"),
    ("insurance", "Insurance certificate"),
    ("report", "Report"),
    ("letter", "Letter or e-mail"),
    ("other", "Something else"),
)


def never(record: Any, paper_kind: str) -> bool:
    """Say of no sort of paper that it is confidential unless somebody says otherwise."""
    return False


def nobody(actor: Actor, pk: int) -> bool:
    """Let nobody in."""
    return False


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One kind of record that has documents.

    :param load: gives the record by id; its root owns permission and timeline.
    :param visible: whether an officer may see the record.
    :param panel, bidders, supplier_visible: whether somebody is on its panel, takes part, or is its supplier.
    :param closed_on: gives the day from which retention counts, by id, for those that are closed.
    :param is_confidential: whether a new paper of a sort is confidential when nobody says; asked with the record.
    :param confidential_words: the same in words, for the form.
    :param retention: the class by which its papers are kept when nobody says.
    :param readers: gives the people who answer for each record (as its ``is_own`` says), by id; they find its
        confidential papers.
    """

    kind: str
    load: Callable[[int], Any]
    visible: Visible
    panel: Visible = nobody
    bidders: Visible = nobody
    supplier_visible: Visible = nobody
    closed_on: Callable[[list[int]], dict[int, date]] = lambda ids: {}
    readers: Callable[[list[int]], dict[int, set[int]]] = lambda ids: {}
    kinds: tuple[tuple[str, str], ...] = KINDS
    is_confidential: Callable[[Any, str], bool] = never
    confidential_words: str = "none are confidential"
    retention: str = ""
    url: Callable[[Any], str] = lambda record: str(record.get_absolute_url())

    def label_of(self, paper_kind: str) -> str:
        """Give the words for a sort of document."""
        return dict(self.kinds).get(paper_kind, paper_kind.capitalize())


_registered: dict[str, Subject] = {}


def register(kind: str, **parts: Any) -> Subject:
    """Register a kind of record that has documents; see :class:`Subject` for the parts.

    :raises ValueError: when the kind is registered twice.
    """
    if kind in _registered:
        raise ValueError(f"Documents of {kind} are registered twice.")
    _registered[kind] = Subject(kind=kind, **parts)
    return _registered[kind]


def forget(kind: str) -> None:
    """Take a registration back; tests that register their own use this."""
    _registered.pop(kind, None)


def subject_of(kind: str) -> Subject:
    """Give the registration of a kind.

    :raises KeyError: when records of this kind have no documents.
    """
    return _registered[kind]


def find(kind: str) -> Subject | None:
    """Give the registration of a kind, if there is one."""
    return _registered.get(kind)


def kinds() -> list[str]:
    """Give the kinds of record that have documents."""
    return sorted(_registered)

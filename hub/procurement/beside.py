"""Purchases that look like a case, wherever they stand: packages register a source, the case asks them all.

Two purchases that could be one count together against the threshold (PA 2023 Sch 3 para 4), so a case has to see the
others: contracts, entries of the plan, other cases, and what later packages know, such as ledger lines and quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.law.terms import ContractKind
from hub.platform.actors import Actor


@dataclass(frozen=True)
class Wanted:
    """What is looked for.

    Args:
        authority: number of the authority that buys.
        case: number of the case, which is not its own neighbour.
        entry: number of the entry it began from, or None.
        cpv_class: the first digits of its CPV code, down to the class; empty when it has none.
        category: its category; empty when it has none.
        since: purchases that ended before this day are too long ago.
        until: purchases that begin after this day are too far off.
    """

    authority: int
    case: int
    entry: int | None
    cpv_class: str
    category: str
    since: date
    until: date

    @property
    def says_anything(self) -> bool:
        """Say whether there is anything to look for."""
        return bool(self.cpv_class or self.category)


@dataclass(frozen=True)
class Purchase:
    """One purchase that looks like the case.

    Args:
        source: name of the source.
        key: what tells it apart within the source.
        value_inc_vat: pounds with VAT; None when nobody recorded it.
        note: how the value was come by, or why it was found.
    """

    source: str
    key: str
    reference: str
    title: str
    page: str
    value_inc_vat: Decimal | None
    kind: ContractKind | None = None
    note: str = ""

    @property
    def token(self) -> str:
        """Give what tells it apart among all sources."""
        return f"{self.source}:{self.key}"


Find = Callable[[Wanted, Actor], Iterable[Purchase]]


@dataclass(frozen=True)
class Source:
    """One sort of place where purchases stand."""

    name: str
    label: str
    find: Find
    order: int = 50


_sources: dict[str, Source] = {}
# How many of one source are shown at most; the page says when there are more.
MOST = 20
# The digits of a CPV code down to its class.
CLASS = 4


def source(name: str, *, label: str, find: Find, order: int = 50) -> Source:
    """Register where purchases stand; ``find`` keeps to what the person may read.

    :raises ValueError: when the name is taken by another.
    """
    made = Source(name, label, find, order)
    if _sources.setdefault(name, made) != made:
        raise ValueError(f"The source of purchases {name} is registered twice.")
    return made


def sources() -> list[Source]:
    """Give the sources in order."""
    return sorted(_sources.values(), key=lambda one: (one.order, one.name))


def label_of(name: str) -> str:
    """Give a source in words."""
    return _sources[name].label if name in _sources else name


def forget(name: str) -> None:
    """Take a source back; for tests that add one."""
    _sources.pop(name, None)


def purchases(wanted: Wanted, actor: Actor) -> list[Purchase]:
    """Give the purchases of all sources that look like a case, the first ``MOST`` of each."""
    if not wanted.says_anything:
        return []
    found: list[Purchase] = []
    for one in sources():
        for count, purchase in enumerate(one.find(wanted, actor)):
            if count == MOST:
                break
            found.append(purchase)
    return found

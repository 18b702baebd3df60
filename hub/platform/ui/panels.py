"""Panels that later packages hang on another package's record page.

The contract page does not know that notices exist; `publishing` registers a panel for the kind "contract".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.platform.actors import Actor
from hub.platform.recorded import Recorded

PanelContext = Callable[[Any, Actor, datetime], Mapping[str, object] | None]


@dataclass(frozen=True)
class Panel:
    """A titled part of a record page, supplied by a package above the record's own."""

    kind: str
    name: str
    title: str
    order: int
    template: str
    context: PanelContext


@dataclass(frozen=True)
class Shown:
    """A panel with what it shows for one record and one person."""

    panel: Panel
    context: Mapping[str, object]


_panels: dict[tuple[str, str], Panel] = {}


class PanelClash(Exception):
    """Two packages registered a panel of the same name for the same kind of record."""


def panel(kind: str, name: str, *, title: str, order: int, template: str, context: PanelContext) -> Panel:
    """Register a panel for a kind of record.

    Args:
        kind: the record's kind, such as "contract".
        name: unique among the kind's panels; it becomes the fragment's id.
        title: the panel's heading.
        order: lower comes first.
        template: drawn with what `context` returns, as `panel`.
        context: given the record, the person and the time; `None` leaves the panel out.

    Raises:
        PanelClash: another panel has this kind and name.
    """
    made = Panel(kind, name, title, order, template, context)
    known = _panels.setdefault((kind, name), made)
    if known != made:
        raise PanelClash(f"The panel {name!r} for {kind!r} is registered twice.")
    return known


def panels_for(kind: str, record: object, actor: Actor, at: datetime) -> list[Shown]:
    """Return the panels this person sees on this record, in order."""
    found = []
    for each in sorted((p for p in _panels.values() if p.kind == kind), key=lambda p: (p.order, p.name)):
        context = each.context(record, actor, at)
        if context is not None:
            found.append(Shown(each, context))
    return found


def for_record(record: Recorded, actor: Actor, at: datetime) -> list[Shown]:
    """Return the panels for a record of whatever kind it is."""
    return panels_for(record.kind(), record, actor, at)


def forget(kind: str, name: str) -> None:
    """Remove a panel again; for tests that register one."""
    _panels.pop((kind, name), None)

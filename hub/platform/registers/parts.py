"""The parts of a register's page as the templates draw them: cells, headings, facets and their lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from hub.platform.registers.columns import Column
from hub.platform.registers.filters.base import Filter
from hub.platform.ui.parts import Link


@dataclass(frozen=True)
class Cell:
    """One cell: its markup, its classes and its line on a card."""

    html: SafeString
    classes: str
    label: str
    is_off: bool


@dataclass(frozen=True)
class Head:
    """One heading: its link, and the order that it has now."""

    column: Column
    href: str
    order: str


@dataclass(frozen=True)
class Line:
    """One link of a facet."""

    label: str
    href: str
    count: int
    chosen: bool
    id: str

    @property
    def count_words(self) -> str:
        """Write the count with its thousands apart."""
        return f"{self.count:,}"


@dataclass
class Facet:
    """One group at the side: links with counts, or boxes."""

    filter: Filter
    lines: list[Line] = field(default_factory=list)
    more: Link | None = None
    note: str = ""
    boxes: list[tuple[str, str, str]] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)

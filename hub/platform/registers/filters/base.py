"""What all filters share: the reading of the address, the chip and the lines of a facet.

A value that cannot be understood is named and left out; it never breaks the page (experience.md §2.2).
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from hub.platform.actors import Actor

Params = dict[str, list[str]]
LONGEST = 200


@dataclass(frozen=True)
class Asking:
    """Who asks, and when."""

    actor: Actor
    at: datetime


@dataclass(frozen=True)
class Reading:
    """What a filter understood: its value (None when it is off), and sentences about what it did not."""

    value: Any = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chip:
    """One condition in words, with the parameters that are left when it is removed."""

    text: str
    rest: Params


@dataclass(frozen=True)
class Choice:
    """One line of a facet: what the address says, what people read, and how many rows it has."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Filter:
    """One way to narrow a register.

    :param key: the parameter in the address, or the stem of several.
    :param label: the heading, and the beginning of the chip.
    :param field: path of the field; the key unless given.
    :param facet: whether it stands in the list at the side.
    :param top: how many choices a facet shows before "Show more".
    """

    key: str
    label: str
    _: KW_ONLY
    field: str = ""
    facet: bool = True
    top: int = 5

    shape = "links"

    @property
    def path(self) -> str:
        """Give the path of the field."""
        return self.field or self.key

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the parameters that this filter reads."""
        return (self.key,)

    def read(self, params: Params, asking: Asking) -> Reading:
        """Understand the address."""
        raise NotImplementedError

    def q(self, value: Any, asking: Asking) -> Q:
        """Give the condition."""
        raise NotImplementedError

    def narrow(self, rows: QuerySet[Any], value: Any, asking: Asking) -> QuerySet[Any]:
        """Keep the rows that meet the condition."""
        return rows.filter(self.q(value, asking))

    def chips(self, value: Any, rows: QuerySet[Any]) -> list[Chip]:
        """Say in words what is on, each with what stays when it goes.

        :param rows: everything that the reader may see: nothing is named that is not in it.
        """
        raise NotImplementedError

    def choices_counted(self, rows: QuerySet[Any], value: Any, asking: Asking) -> list[Choice]:
        """Give the lines of the facet with counts, in a fixed number of queries."""
        return []

    def named(self, choices: list[Choice], rows: QuerySet[Any]) -> list[Choice]:
        """Name the lines that count nothing, where ``rows``, everything that the reader may see, has them."""
        return choices

    def group(self, *, is_short: bool) -> str:
        """Give the column by which its facet can be counted together with others; empty when it cannot.

        :param is_short: whether the rows are few, so that no column makes too many lines.
        """
        return ""

    def conditions(self, asking: Asking) -> list[Q]:
        """Give the conditions whose counts are its facet, when they can be counted together with others."""
        return []

    @property
    def is_plain(self) -> bool:
        """Say whether ``q`` alone is what it keeps."""
        return type(self).narrow is Filter.narrow

    def shown(self, value: Any) -> dict[str, str]:
        """Give what the boxes of the filter's form hold."""
        return {}

    def unknown(self, text: str, what: str) -> str:
        """Name a value that was not understood."""
        return f"{self.label}: “{clipped(text)}” {what} We left it out."


def clipped(text: str) -> str:
    """Shorten what is repeated back, without control characters."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in text)
    return plain if len(plain) <= 40 else f"{plain[:40]}…"


def unusable(text: str) -> bool:
    """Say whether no database would take the text."""
    return "\x00" in text or len(text) > LONGEST or any("\ud800" <= letter <= "\udfff" for letter in text)

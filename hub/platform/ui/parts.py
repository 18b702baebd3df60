"""The shapes that page components are drawn from.

A view or a panel builds these; the templates in `ui/` draw them. They carry words and addresses, never records.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

TagColour = Literal["grey", "blue", "yellow", "red", "green", "purple"]
LifeState = Literal["done", "now", "next"]


@dataclass(frozen=True)
class Tag:
    """A word on a tint. Colours: see `docs/pages.md`."""

    text: str
    colour: TagColour = "grey"


@dataclass(frozen=True)
class Link:
    """A place to go, in words that make sense out of context."""

    text: str
    href: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class Hindrance:
    """An act that cannot be done yet: what, why, who can cure it, and where."""

    act: str
    reason: str
    who: str = ""
    cure: Link | None = None


@dataclass(frozen=True)
class Step:
    """What to do next on a record. Without a link it only says who is awaited."""

    kicker: str
    act: str
    why: str = ""
    link: Link | None = None
    blocked: Sequence[Hindrance] = ()


@dataclass(frozen=True)
class Stage:
    """One point on the life line of a record."""

    name: str
    note: str = ""
    state: LifeState = "next"
    href: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a summary list; an empty value reads "Not recorded yet" and `empty` says who should."""

    label: str
    value: object = ""
    href: str = ""
    change: Link | None = None
    empty: str = "Not recorded yet"


@dataclass(frozen=True)
class Figure:
    """A number that opens the records behind it; `links` open what its note speaks of."""

    label: str
    value: str
    note: str = ""
    href: str = ""
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Happening:
    """One line of a timeline; `changes` are sentences, one for each fact that changed."""

    text: str
    note: str = ""
    kind: Literal["decision", "message", "paper", ""] = ""
    href: str = ""
    link_text: str = ""
    changes: Sequence[str] = ()


@dataclass(frozen=True)
class Day:
    """The happenings of one day, newest first."""

    heading: str
    happenings: Sequence[Happening] = field(default_factory=tuple)

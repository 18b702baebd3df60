"""The address of a list: what was asked for, and the links that ask for a little more or less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from hub.platform.registers.filters.base import Asking, Filter, Params, Reading, clipped, unusable

OWN_KEYS = ("view", "q", "sort", "page", "rows", "columns", "density", "more")
LAST_PAGE = 10**9
# Names the whole list where the bare address shows a view.
EVERYTHING = "all"


@dataclass
class Asked:
    """What the address asks for, understood; whatever was not understood is in ``problems``."""

    params: Params
    view: str
    view_params: Params
    readings: dict[str, Reading] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    q: str = ""
    sort: str = ""
    page: int = 1
    rows: int = 0
    columns: tuple[str, ...] = ()
    is_tall: bool = False
    more: frozenset[str] = frozenset()
    # Whether the bare address shows a view instead of the whole list.
    has_home: bool = False

    @property
    def effective(self) -> Params:
        """Give the view's parameters with those of the address over them."""
        return {**self.view_params, **self.params}

    def values(self) -> dict[str, Any]:
        """Give the values of the filters that are on."""
        return {key: reading.value for key, reading in self.readings.items() if reading.value is not None}

    def left(self, changes: Params) -> list[tuple[str, str]]:
        """Give the parameters of an address with some changes; the page starts again unless it is the change.

        A link that touches what the view itself says leaves the view, with the rest of it written out.
        """
        stays = bool(self.view) and not set(changes) & set(self.view_params)
        start = self.params if stays else self.effective
        merged = {key: values for key, values in start.items() if key != "page"} | changes
        pairs = [("view", self.view)] if stays else [("view", EVERYTHING)] if self.has_home else []
        return pairs + [(key, value) for key, values in merged.items() for value in values if value]

    def link(self, **changes: Any) -> str:
        """Give the query string with some parameters set, or removed by None."""
        return self.query({key: [] if value is None else [str(value)] for key, value in changes.items()})

    def query(self, changes: Params) -> str:
        """Give the query string with some parameters changed."""
        pairs = self.left(changes)
        return f"?{urlencode(pairs)}" if pairs else "?"


def plain(params: Any) -> Params:
    """Give the parameters of a request or of a view as plain lists."""
    if hasattr(params, "lists"):
        return {key: list(values) for key, values in params.lists()}
    listed = {key: value if isinstance(value, list | tuple) else [value] for key, value in params.items()}
    return {key: [str(value) for value in values] for key, values in listed.items()}


def understand(query: Params, *, view: str, view_params: Params, filters: Sequence[Filter], asking: Asking) -> Asked:
    """Read the filters' part of an address and the words to search for."""
    known = {key for one in filters for key in one.keys}
    own = {
        key: values
        for key, values in query.items()
        if key != "view" and (key in OWN_KEYS or key in known or key.rsplit("-", 1)[0] in known)
    }
    asked = Asked(own, view, view_params)
    for one in filters:
        reading = one.read(asked.effective, asking)
        asked.readings[one.key] = reading
        asked.problems += reading.problems
    _read_search(asked)
    asked.is_tall = _last(asked, "density") == "tall"
    asked.more = frozenset(asked.effective.get("more", []))
    return asked


def understand_table(asked: Asked, *, sortable: set[str], columns: set[str], sizes: Sequence[int]) -> None:
    """Read order, page, page length and columns."""
    sort = _last(asked, "sort")
    if sort and sort.removeprefix("-") in sortable:
        asked.sort = sort
    elif sort:
        asked.problems.append(f"“{clipped(sort)}” is not a column this list can be sorted by. We left it out.")
    asked.page = _number(asked, "page", 1, "is not a page number. This is page 1.")
    asked.rows = _number(asked, "rows", sizes[0], f"is not a number of rows we show. You see {sizes[0]}.", among=sizes)
    wanted = [key for text in asked.effective.get("columns", []) for key in text.split(",") if key]
    asked.columns = tuple(key for key in wanted if key in columns)
    for key in wanted:
        if key not in columns:
            asked.problems.append(f"This list has no column “{clipped(key)}”. We left it out.")


def _read_search(asked: Asked) -> None:
    text = " ".join(_last(asked, "q").split())
    if unusable(text):
        asked.problems.append(f"“{clipped(text)}” cannot be searched for. We left it out.")
        text = ""
    asked.q = text


def _last(asked: Asked, key: str) -> str:
    values = asked.effective.get(key) or [""]
    return values[-1].strip()


def _number(asked: Asked, key: str, default: int, problem: str, *, among: Sequence[int] = ()) -> int:
    text = _last(asked, key)
    if not text:
        return default
    if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0 and (not among or int(text) in among):
        return int(text)
    asked.problems.append(f"“{clipped(text)}” {problem}")
    return default

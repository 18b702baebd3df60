"""Which parts must be there, and whether they are: packages declare the parts that their records name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.platform.analytics import parts

if TYPE_CHECKING:
    from hub.platform.tenancy.models import Authority


@dataclass(frozen=True)
class Known:
    """A part that a record names: its digest, its size in bytes, what it belongs to, and the event that brought it."""

    sha256: str
    size: int
    of: str
    event: int = 0


Source = Callable[["Authority | None"], Iterable[Known]]
_sources: list[Source] = []


def parts_of(source: Source) -> Source:
    """Register who names parts: a function that gives them all, or one authority's."""
    if source not in _sources:
        _sources.append(source)
    return source


def known(authority: Authority | None = None) -> Iterator[Known]:
    """Give every part that a record names, each once."""
    seen: set[str] = set()
    for source in _sources:
        for one in source(authority):
            if one.sha256 not in seen:
                seen.add(one.sha256)
                yield one


def faults(authority: Authority | None = None) -> Iterator[tuple[Known, str]]:
    """Give every part that is missing or altered, with the word for what is wrong."""
    for one in known(authority):
        if not parts.exists(one.sha256):
            yield one, "part_missing"
        elif not parts.is_whole(one.sha256):
            yield one, "part_altered"

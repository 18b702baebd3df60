"""Where the procurement of a planned entry is begun: the package of the case says so, and this one knows no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Page = Callable[[Any], str]

_pages: list[Page] = []


def begins_at(page: Page) -> Page:
    """Register the page on which the case of an entry is begun; that page's act performs ``pipeline.start``.

    :param page: gives the address for an entry, such as ``/procurements/new/?entry=PIP-2026-0042``.
    """
    _pages[:] = [page]
    return page


def page_for(entry: Any) -> str:
    """Give the page on which the case of an entry is begun; "" where no package has one."""
    return _pages[0](entry) if _pages else ""


def forget() -> None:
    """Take the registration back; for tests that make one."""
    _pages.clear()

"""Where the procurement of an entry is begun, and when at the latest: the package of the case says so, not this one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

Page = Callable[[Any], str]
SafeStart = Callable[[Any, date], "date | None"]

_pages: list[Page] = []
_starts: list[SafeStart] = []


def begins_at(page: Page) -> Page:
    """Register the page on which the case of an entry is begun; that page's act performs ``pipeline.start``.

    :param page: gives the address for an entry, such as ``/procurements/new/?entry=PIP-2026-0042``.
    """
    _pages[:] = [page]
    return page


def page_for(entry: Any) -> str:
    """Give the page on which the case of an entry is begun; "" where no package has one."""
    return _pages[0](entry) if _pages else ""


def counts_back(find: SafeStart) -> SafeStart:
    """Register what counts back by the law from the need of an entry to the last day on which work can begin.

    :param find: gives it for an entry on a day; None while too little is known of the entry.
    """
    _starts[:] = [find]
    return find


def safe_start(entry: Any, on: date) -> date | None:
    """Give the last day on which work on an entry can begin; None where nobody can say."""
    return _starts[0](entry, on) if _starts else None


def forget() -> None:
    """Take the registrations back; for tests that make one."""
    _pages.clear()
    _starts.clear()

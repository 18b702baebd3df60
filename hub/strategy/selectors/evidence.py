"""What later packages know of the levels that this package only states: they register who tells it.

``maturity`` computes levels; the strategy does not know it. It asks whoever registered here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from hub.platform.tenancy.models import Authority


@dataclass(frozen=True)
class Level:
    """A computed level in words, with the page that says why."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Known:
    """What is computed: levels of capabilities and of rows, by code, and what is claimed of rows."""

    capabilities: dict[str, Level] = field(default_factory=dict)
    rows: dict[str, Level] = field(default_factory=dict)
    claims: dict[str, Level] = field(default_factory=dict)


Teller = Callable[[Authority, datetime], Known]
_tellers: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """Register who computes levels."""
    _tellers.append(teller)
    return teller


def known(authority: Authority, at: datetime) -> Known:
    """Give the computed levels of an authority, as far as anybody computes them."""
    return _tellers[0](authority, at) if _tellers else Known()

"""What a person can begin: packages offer their beginnings, and the page "New" lists those the person may use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hub.platform.actors import Actor
from hub.platform.identity.roles import Role


@dataclass(frozen=True)
class Start:
    """One beginning: words, address, and who may."""

    title: str
    hint: str
    href: str
    roles: frozenset[Role]
    order: int = 100


_starts: dict[str, Start] = {}


def offer_start(title: str, *, hint: str, href: str, roles: Iterable[Role], order: int = 100) -> Start:
    """Offer a beginning; the address is its name, so offering it twice changes nothing."""
    _starts[href] = Start(title, hint, href, frozenset(roles), order)
    return _starts[href]


def starts_for(actor: Actor) -> list[Start]:
    """Give what this person can begin, the most usual first."""
    usable = [one for one in _starts.values() if actor.has_any(one.roles)]
    return sorted(usable, key=lambda one: (one.order, one.title))

"""Who makes the entry of the contract register that follows an award: a later package registers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hub.award.models import Award
from hub.platform.actors import Actor


@dataclass(frozen=True)
class Entered:
    """The entry that was made.

    :param number: in its own package.
    :param page: its address.
    """

    number: int
    reference: str
    page: str


Make = Callable[[Award, Actor, datetime], Entered]

_makers: list[Make] = []


def made_by(make: Make) -> Make:
    """Register who makes the entry, within the act that confirms the award."""
    _makers[:] = [make]
    return make


def enter(one: Award, *, by: Actor, at: datetime) -> Entered | None:
    """Make the entry; None where nobody is registered."""
    return _makers[0](one, by, at) if _makers else None


def forget() -> None:
    """Take the registration back; for tests that make one."""
    _makers.clear()

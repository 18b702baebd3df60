"""Draw suppliers by lot or in turn so that anybody can do it again: a seed is promised first and shown afterwards.

The promise is the SHA-256 digest of the seed. It stands in the event log before the candidates are settled; the seed is
in the event of the draw. Whoever has both can check that the seed was not chosen to fit, and repeat the draw: it uses
nothing but SHA-256 and sorting. ``docs/packages/tender.md`` writes the same out for those who do not read code.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hub.tender.terms import Way

# Names the use, so that a digest made for something else can never be passed off as a promise or a ticket.
PROMISE, TICKET = "hub.tender/draw/promise/1", "hub.tender/draw/ticket/1"
SEED = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Candidate:
    """A supplier that may be drawn.

    Args:
        key: what tells it apart for good, such as its number in the register; public in the event of the draw.
        last_invited_on: the day it was last invited; None where it never was.
        is_local_small: it is known to be local and a small or medium firm.
    """

    key: str
    last_invited_on: date | None = None
    is_local_small: bool = False


def promise(seed: str) -> str:
    """Give the digest that is published before a draw: 64 hexadecimal digits.

    Raises:
        ValueError: the seed is not 64 hexadecimal digits.
    """
    if not SEED.fullmatch(seed):
        raise ValueError("A seed is 64 hexadecimal digits in small letters.")
    return hashlib.sha256(f"{PROMISE}\n{seed}".encode()).hexdigest()


def keeps(seed: str, promised: str) -> bool:
    """Say whether a seed is the one that was promised."""
    return SEED.fullmatch(seed) is not None and promise(seed) == promised


def ticket(seed: str, key: str) -> str:
    """Give the ticket of a candidate: the smallest is drawn first."""
    return hashlib.sha256(f"{TICKET}\n{seed}\n{key}".encode()).hexdigest()


def in_order(way: str, candidates: Sequence[Candidate], *, seed: str) -> list[Candidate]:
    """Put candidates in the order in which they are drawn.

    By lot the tickets decide. In turn whoever was never invited comes first, then whoever was invited longest ago; the
    tickets decide between those of one day.

    Args:
        way: ``Way.LOT`` or ``Way.TURN``.

    Raises:
        ValueError: another way, or a candidate that stands twice.
    """
    if way not in {Way.LOT, Way.TURN}:
        raise ValueError(f"Nobody is drawn by “{way}”.")
    if len({one.key for one in candidates}) != len(candidates):
        raise ValueError("A candidate stands twice.")
    if way == Way.LOT:
        return sorted(candidates, key=lambda one: ticket(seed, one.key))
    return sorted(candidates, key=lambda one: (one.last_invited_on or date.min, ticket(seed, one.key)))


def drawn(
    way: str, candidates: Sequence[Candidate], *, count: int, seed: str, keep_local: bool = False
) -> list[Candidate]:
    """Draw some candidates.

    Args:
        count: how many; all of them where there are fewer.
        keep_local: one place is kept for a small local firm: where none is among the drawn, the first in order takes
            the last place.

    Raises:
        ValueError: as for ``in_order``, or fewer than one is asked for.
    """
    if count < 1:
        raise ValueError("A draw gives one at least.")
    order = in_order(way, candidates, seed=seed)
    first, rest = order[:count], order[count:]
    if keep_local and first and not any(one.is_local_small for one in first):
        local = next((one for one in rest if one.is_local_small), None)
        if local is not None:
            return [*first[:-1], local]
    return first

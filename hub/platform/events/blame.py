"""Say which row of a broken chain was altered and which stands in another's place; pure functions of rows in order.

A digest covers the row and the digest before it. So a row whose digest does not fit was changed, or moved: numbers are
in the body. A row whose digest fits but that follows another digest than the one before it tells of the row before:
that one was given a fresh digest, and the row that still holds the old digest is innocent.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from hub.platform import canon
from hub.platform.events.models import DOMAIN, GENESIS, Event

ALTERED, REORDERED = "altered", "reordered"
# How many rows are compared with one another to find which of them changed places; each costs a digest per number.
MOST_DOUBTED = 200
# How far back a row is looked for that a later row says it follows.
NEAR = 1_000


@dataclass(frozen=True)
class Doubted:
    """A row whose digest does not fit.

    :param accuses: the number of the row before it, when this row, if it stands in its own place, speaks against it.
    """

    event: Event
    accuses: int | None


@dataclass
class Chain:
    """What is remembered from row to row; bounded, however long the log is.

    :param prev: the digest of the row before.
    :param last: the number of the row before; ``None`` at the beginning and after a gap, where nobody can be blamed.
    :param is_sound: whether the digest of the row before fits.
    """

    prev: str = GENESIS
    last: int | None = None
    is_sound: bool = True
    doubted: list[Doubted] = field(default_factory=list)
    near: deque[str] = field(default_factory=lambda: deque(maxlen=NEAR))

    def begin_again(self, event: Event) -> None:
        """Go on behind a gap: the gap is the fault, not the row behind it."""
        self.prev, self.last, self.is_sound = event.prev_digest, None, True

    def follow(self, event: Event) -> Iterator[tuple[int, str]]:
        """Give the faults that this row shows, by number and kind, and go on to the next."""
        follows = event.prev_digest == self.prev
        is_sound = digest_of(event) == event.digest
        if not is_sound:
            yield event.number, ALTERED
            self._doubt(event, follows=follows)
        elif not follows:
            yield self._blame(event)
        self.near.append(self.prev)
        self.prev, self.last, self.is_sound = event.digest, event.number, is_sound

    def _blame(self, event: Event) -> tuple[int, str]:
        # Behind a row that moved or was altered, that one is the fault, even where this row's true neighbour is near.
        if self.is_sound and event.prev_digest in self.near:
            return event.number, REORDERED
        return (event.number if self.last is None else self.last), ALTERED

    def _doubt(self, event: Event, *, follows: bool) -> None:
        if len(self.doubted) < MOST_DOUBTED:
            # Where the digest fits behind the row before, only the link itself was changed.
            is_link = digest_of(event, prev=self.prev) == event.digest
            self.doubted.append(Doubted(event, None if follows or is_link else self.last))

    def settle(self, faults: set[tuple[int, str]]) -> set[tuple[int, str]]:
        """Give the faults again, when all rows were seen, with those that only changed places told apart.

        :param faults: all faults of the walk so far, by number and kind.
        """
        numbers = {one.event.number for one in self.doubted} | {number for number, kind in faults if kind == "missing"}
        candidates = sorted(numbers)[: 2 * MOST_DOUBTED]
        settled = set(faults)
        for one in self.doubted:
            own = one.event.number
            if any(digest_of(one.event, number=each) == one.event.digest for each in candidates if each != own):
                settled = (settled - {(own, ALTERED)}) | {(own, REORDERED)}
            elif one.accuses is not None and not settled & {(one.accuses, ALTERED), (one.accuses, REORDERED)}:
                settled.add((one.accuses, ALTERED))
        return settled


def digest_of(event: Event, *, number: int | None = None, prev: str | None = None) -> str:
    """Give the digest that a row must have, or would have at another number or behind another digest.

    Empty where the row holds something that has no digest.
    """
    body = event.body() if number is None else {**event.body(), "number": number}
    try:
        return canon.digest(body, domain=f"{DOMAIN}:{event.prev_digest if prev is None else prev}:")
    except ValueError:
        return ""

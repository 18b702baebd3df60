"""The stamp of the front door, and the log of requests from which the deadline rule decides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hub.bids.models import Bid, BidRequest
from hub.platform import clock
from hub.platform.act_table import Refused


@dataclass(frozen=True)
class Stamp:
    """When the first line of a request reached the front door (UTC), and how sure that is.

    :param clock_error_ms: by how much the clock of the host that set the stamp could have been wrong.
    """

    at: datetime
    clock_error_ms: int = 0
    request_id: str = ""


@dataclass
class Note:
    """What is known of one request when it ends."""

    told: dict[str, Any] = field(default_factory=dict)

    def add(self, **more: Any) -> None:
        """Say more of it."""
        self.told.update(more)


@contextmanager
def noted(bid: Bid, kind: str, stamp: Stamp, **told: Any) -> Iterator[Note]:
    """Write one request down when it ends, taken or refused; what is refused counts for nothing but is evidence."""
    note = Note({"item": "", "status": 200, **told})
    bid.clock_error = stamp.clock_error_ms  # type: ignore[attr-defined]
    try:
        yield note
    except Refused:
        write(bid, kind, stamp, {**note.told, "status": 422, "is_whole": False})
        raise
    write(bid, kind, stamp, note.told)


def write(bid: Bid, kind: str, stamp: Stamp, told: dict[str, Any]) -> BidRequest:
    """Write one request down."""
    return BidRequest.objects.create(
        bid=bid, kind=kind, stamp=stamp.at, clock_error=stamp.clock_error_ms, request_id=stamp.request_id,
        **{"ended_at": max(clock.now(), stamp.at), **told},
    )  # fmt: skip

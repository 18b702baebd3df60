"""Walk the whole log and name every fault: altered, missing, added or reordered rows, triggers, checkpoints, parts."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from hub.platform.analytics import parts
from hub.platform.events import checkpoints, signing, triggers
from hub.platform.events.blame import Chain
from hub.platform.events.merkle import Frontier
from hub.platform.events.models import Checkpoint, Event, EventDetail, Head
from hub.platform.events.record import commitment

CHUNK = 5_000
# Details may be empty only where this act says so; its table is in ``erasure``, which stands above this module.
ERASURE = "identity.erase_details"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, at the event where it shows."""

    number: int
    kind: str


@dataclass
class Walk:
    """What is remembered from row to row."""

    chain: Chain = field(default_factory=Chain)
    expected: int = 1
    events: int = 0
    faults: list[Fault] = field(default_factory=list)
    frontier: Frontier = field(default_factory=Frontier)
    roots: dict[int, str] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    allowed: set[int] = field(default_factory=set)
    # Digest of each part that an event brought, with the event's number.
    parts: dict[str, int] = field(default_factory=dict)

    def fault(self, number: int, kind: str) -> None:
        """Remember a fault."""
        self.faults.append(Fault(number, kind))


def verify(against: Iterable[Path] = ()) -> Walk:
    """Check every row, the head, the triggers and all checkpoints: in the database, beside it, and in the copies.

    :param against: more folders with checkpoints, such as an auditor's.
    """
    walk = Walk()
    signed = _signed(against)
    sizes = {one.size for one in signed}
    for event, detail in _rows():
        _check_row(walk, event, detail)
        if event.number in sizes:
            walk.roots[event.number] = walk.frontier.root()
    _check_head(walk)
    settled = walk.chain.settle({(fault.number, fault.kind) for fault in walk.faults})
    walk.faults = [Fault(number, kind) for number, kind in sorted(settled)]
    _check_strays(walk)
    for number in sorted(walk.erased - walk.allowed):
        walk.fault(number, "detail_erased")
    for name in sorted(set(triggers.wanted(connection)) - triggers.standing(connection)):
        walk.fault(0, f"missing_trigger:{name}")
    for size in sorted({one.size for one in checkpoints.outside()} - _sizes_inside()):
        walk.fault(size, "checkpoint_missing")
    keys = signing.known()
    for one in signed:
        _check_checkpoint(walk, one, keys)
    _check_parts(walk)
    return walk


def _rows() -> Iterator[tuple[Event, EventDetail | None]]:
    """Give events with their details, in order, a chunk at a time."""
    last = -(2**62)
    while True:
        events = list(Event.objects.filter(number__gt=last).order_by("number")[:CHUNK])
        if not events:
            return
        details = EventDetail.objects.in_bulk([event.number for event in events])
        for event in events:
            yield event, details.get(event.number)
        last = events[-1].number


def _check_row(walk: Walk, event: Event, detail: EventDetail | None) -> None:
    number = event.number
    walk.events += 1
    if number < walk.expected:
        walk.fault(number, "added")
    elif number > walk.expected:
        for missing in range(walk.expected, min(number, walk.expected + 1000)):
            walk.fault(missing, "missing")
        walk.chain.begin_again(event)
    if number >= walk.expected:
        for fault in walk.chain.follow(event):
            walk.fault(*fault)
    if detail is None:
        walk.fault(number, "detail_missing")
    elif not detail.text:
        walk.erased.add(number)
    elif not _commits(event, detail):
        walk.fault(number, "detail_altered")
    if event.verb == ERASURE:
        walk.allowed.update(_erased_by(event))
    for sha256 in parts_in(event.detail):
        walk.parts.setdefault(sha256, number)
    walk.frontier.add(_bytes(event.digest))
    walk.expected = max(number, walk.expected - 1) + 1


def _erased_by(event: Event) -> list[int]:
    """Give the numbers whose details an act of erasure names; they stand in the digested body."""
    try:
        named = json.loads(event.detail).get("events", [])
    except (ValueError, AttributeError):
        return []
    return [number for number in named if isinstance(number, int)] if isinstance(named, list) else []


def parts_in(detail: str) -> list[str]:
    """Give the digests of the parts that an event brought."""
    if '"parts":' not in detail:
        return []
    try:
        told = json.loads(detail).get("parts", [])
    except (ValueError, AttributeError):
        return []
    return [each for each in told if isinstance(each, str) and len(each) == 64] if isinstance(told, list) else []


def _check_parts(walk: Walk) -> None:
    """Check that every part is there with the content that its event names: the parts are the record of their lines."""
    for sha256, number in walk.parts.items():
        if not parts.exists(sha256):
            walk.fault(number, "part_missing")
        elif not parts.is_whole(sha256):
            walk.fault(number, "part_altered")


def _commits(event: Event, detail: EventDetail) -> bool:
    try:
        return commitment(detail.salt, detail.text) == event.detail_commitment
    except ValueError:
        return False


def _bytes(digest: str) -> bytes:
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return digest.encode()


def _check_head(walk: Walk) -> None:
    head = Head.objects.filter(pk=1).first()
    last = walk.expected - 1
    if head is None:
        walk.fault(last, "head_missing")
        return
    for missing in range(walk.expected, min(head.number, walk.expected + 1000) + 1):
        walk.fault(missing, "missing")
    if head.number < last:
        for number in range(head.number + 1, min(last, head.number + 1000) + 1):
            walk.fault(number, "added")
    elif head.number == last and head.digest != walk.chain.prev:
        walk.fault(last, "head_differs")


def _check_strays(walk: Walk) -> None:
    """Find details whose event is gone or was never there."""
    known = Event.objects.values("number")
    for number in EventDetail.objects.exclude(event_id__in=known).values_list("event_id", flat=True)[:1000]:
        if Fault(number, "missing") not in walk.faults:
            walk.fault(number, "detail_stray")


def _signed(against: Iterable[Path]) -> list[checkpoints.Signed]:
    inside = [
        checkpoints.Signed(row.size, row.text, row.signature, row.public_key)
        for row in Checkpoint.objects.order_by("size")
    ]
    others = [*checkpoints.outside(), *(one for folder in against for one in checkpoints.kept_in(folder))]
    return list(dict.fromkeys([*inside, *others]))


def _sizes_inside() -> set[int]:
    return set(Checkpoint.objects.values_list("size", flat=True))


def _check_checkpoint(walk: Walk, one: checkpoints.Signed, keys: dict[str, int | None]) -> None:
    if not signing.is_ours(signing.Signature(one.text, one.signature, one.public_key), size=one.size, keys=keys):
        walk.fault(one.size, "checkpoint_not_signed")
        return
    lines = one.text.split("\n")
    if len(lines) < 4 or lines[0] != checkpoints.ORIGIN or lines[1] != str(one.size):
        walk.fault(one.size, "checkpoint_altered")
    elif one.size not in walk.roots:
        walk.fault(one.size, "older_than_checkpoint")
    elif base64.b64decode(lines[2]).hex() != walk.roots[one.size]:
        walk.fault(one.size, "differs_from_checkpoint")

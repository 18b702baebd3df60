"""Signed checkpoints of the log: size, root and time, kept in the database and beside it.

The chain alone does not stop somebody who owns the database from rewriting everything; a checkpoint kept elsewhere
does (security.md §8). The text is the C2SP checkpoint form: origin, size, root in base64, then our time line.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hub.platform.events import signing
from hub.platform.events.merkle import Frontier
from hub.platform.events.models import Checkpoint, Event, Head
from hub.platform.events.texts import ORIGIN, checkpoint_text

__all__ = ["ORIGIN", "Signed", "checkpoint_text", "folders", "kept_in", "make", "outside", "tree"]

log = logging.getLogger("hub.events")


@dataclass(frozen=True)
class Signed:
    """One checkpoint as it is kept outside the database."""

    size: int
    text: str
    signature: str
    public_key: str


def make(*, at: datetime) -> Checkpoint | None:
    """Sign the log as it stands; nothing is made when nothing was added since the last one."""
    with transaction.atomic():
        head = Head.objects.select_for_update().get(pk=1)
        last = Checkpoint.objects.order_by("-size").first()
        if head.number == (last.size if last else 0):
            return None
        root = tree(head.number).root()
        leaves = digests(after=signing.signed_before(), until=head.number)
        signed = signing.sign_checkpoint(head.number, root, at=at, leaves=leaves)
        made = Checkpoint.objects.create(size=head.number, root=root, at=at, **signed._asdict())
    for folder in folders():
        keep(made, folder)
    return made


def tree(size: int) -> Frontier:
    """Build the tree over the first ``size`` event digests."""
    frontier = Frontier()
    for digest in digests(until=size):
        frontier.add(bytes.fromhex(digest))
    return frontier


def digests(*, until: int, after: int = 0) -> Iterator[str]:
    """Give the digests of the events after one number, up to another."""
    rows = Event.objects.filter(number__gt=after, number__lte=until).order_by("number")
    return rows.values_list("digest", flat=True).iterator(chunk_size=10_000)


def outside() -> list[Signed]:
    """Give the checkpoints kept beside the database and in the second folder, smallest first."""
    found = {one for folder in folders() for one in kept_in(folder)}
    return sorted(found, key=lambda one: (one.size, one.text, one.signature))


def kept_in(folder: Path) -> list[Signed]:
    """Give the checkpoints of one folder; a file that is none counts as one of no size that nobody signed."""
    return [_read(file) for file in sorted(folder.glob("*.json"))] if folder.is_dir() else []


def _read(file: Path) -> Signed:
    try:
        return Signed(**json.loads(file.read_text()))
    except (OSError, ValueError, TypeError):
        return Signed(0, "", "", "")


def folders() -> list[Path]:
    """Give where checkpoints are kept: beside the database, and where ``HUB_CHECKPOINTS_COPY`` says."""
    places = [Path(settings.HUB_HOME) / "checkpoints"]
    return [*places, Path(settings.HUB_CHECKPOINTS_COPY)] if settings.HUB_CHECKPOINTS_COPY else places


def keep(made: Checkpoint, folder: Path) -> bool:
    """Write a checkpoint into a folder; one that cannot be reached is logged and caught up later."""
    path = folder / f"{made.size:012d}.json"
    kept = {"size": made.size, "text": made.text, "signature": made.signature, "public_key": made.public_key}
    draft = path.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(kept))
        draft.replace(path)
    except OSError:
        log.exception("a checkpoint could not be kept in %s", folder)
        return False
    return True


def catch_up() -> int:
    """Write checkpoints that a folder misses, because it could not be reached or is new; gives how many."""
    written = 0
    for folder in folders():
        held = {file.name for file in folder.glob("*.json")} if folder.is_dir() else set()
        for made in Checkpoint.objects.order_by("size"):
            if f"{made.size:012d}.json" not in held and not keep(made, folder):
                break
            written += f"{made.size:012d}.json" not in held
    return written

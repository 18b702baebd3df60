"""The only place that reads the wall clock.

Time enters at the door as ``request.now`` and is passed on as ``at``. The demo's clock starts where it is told and
can be moved forward; tests freeze it.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")

_frozen: list[datetime] = []
_anchor: tuple[float, datetime, datetime] | None = None


class MovesBack(ValueError):
    """The demo clock can only be moved forward."""


def now() -> datetime:
    """Give the present instant, aware, in UTC."""
    if _frozen:
        return _frozen[-1]
    real = datetime.now(UTC)
    if settings.HUB_DEMO and (anchor := _read_anchor()):
        return anchor[1] + (real - anchor[0])
    return real


def real_now() -> datetime:
    """Give the machine's own instant, for leases and queues, which the demo's clock must not stretch."""
    return datetime.now(UTC)


def today() -> date:
    """Give the present date in London, which is what people and the law mean by today."""
    return london(now()).date()


def london(at: datetime) -> datetime:
    """Give ``at`` as London wall time."""
    return at.astimezone(LONDON)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Hold the clock at ``at`` for a test or while a story is told at a past date."""
    _frozen.append(at.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.pop()


def move_demo_to(at: datetime) -> None:
    """Move the demo clock forward to ``at``.

    :raises MovesBack: when ``at`` is before the demo's present; records would then lie in its future.
    """
    if at < now():
        raise MovesBack("The demo clock only moves forward. Choose a later date and time.")
    start_demo_at(at)


def demo_anchor() -> datetime | None:
    """Give the instant at which the demo's clock was last set, if it was."""
    anchor = _read_anchor()
    return anchor[1] if anchor else None


def start_demo_at(at: datetime) -> None:
    """Write the demo clock's anchor: from this moment the demo's time is ``at`` and runs on."""
    path = _anchor_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"clock.{os.getpid()}")
    anchor = {"real": datetime.now(UTC).isoformat(), "demo": at.astimezone(UTC).isoformat()}
    draft.write_text(json.dumps(anchor))
    draft.replace(path)


def _anchor_path() -> Path:
    return Path(settings.HUB_HOME) / "clock.json"


def _read_anchor() -> tuple[datetime, datetime] | None:
    """Read the anchor again only when its file changed: web and worker share it."""
    global _anchor
    try:
        changed = _anchor_path().stat().st_mtime_ns
    except FileNotFoundError:
        return None
    if _anchor is None or _anchor[0] != changed:
        stored = json.loads(_anchor_path().read_text())
        _anchor = (changed, datetime.fromisoformat(stored["real"]), datetime.fromisoformat(stored["demo"]))
    return _anchor[1], _anchor[2]

"""Subscribers read the log forward from their own position, so any of them can be replayed from zero."""

from __future__ import annotations

import fnmatch
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, transaction

from hub.platform.events.models import Event, Position

log = logging.getLogger("hub.events")
Handler = Callable[[list[Event]], None]
BATCH = 200


@dataclass(frozen=True)
class Subscriber:
    """A named reader of some verbs; it receives events in order, a batch at a time."""

    name: str
    patterns: tuple[str, ...]
    handle: Handler

    def wants(self, event: Event) -> bool:
        """Say whether an event's verb matches."""
        return any(fnmatch.fnmatchcase(event.verb, pattern) for pattern in self.patterns)


REGISTRY: dict[str, Subscriber] = {}


def subscriber(name: str, *patterns: str) -> Callable[[Handler], Handler]:
    """Register a function as a reader of the verbs that match ``patterns``."""

    def register(handle: Handler) -> Handler:
        if name in REGISTRY:
            raise ValueError(f"The subscriber {name} is declared twice.")
        REGISTRY[name] = Subscriber(name, patterns, handle)
        return handle

    return register


def run_due() -> int:
    """Let every subscriber read to the end of the log; one that fails stops and tries again next time.

    :returns: how many events were handled.
    """
    return sum(catch_up(one) for one in REGISTRY.values())


def catch_up(one: Subscriber) -> int:
    """Let one subscriber read on until nothing is left or it fails."""
    Position.objects.get_or_create(subscriber=one.name)
    handled = 0
    while True:
        read = _read_batch(one)
        if read is None:
            return handled
        handled += read


def replay(name: str) -> None:
    """Put a subscriber back to the beginning of the log."""
    Position.objects.filter(subscriber=name).update(number=0, faults=0, last_fault="")


def _read_batch(one: Subscriber) -> int | None:
    """Handle one batch and move the position in the same transaction; None when done or failed."""
    try:
        with transaction.atomic():
            position = Position.objects.select_for_update().get(subscriber=one.name)
            events = list(Event.objects.filter(number__gt=position.number).order_by("number")[:BATCH])
            if not events:
                return None
            wanted = [event for event in events if one.wants(event)]
            if wanted:
                one.handle(wanted)
            Position.objects.filter(pk=position.pk).update(number=events[-1].number, faults=0, last_fault="")
            return len(wanted)
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        RuntimeError,
        DatabaseError,
    ) as fault:
        # Stop and retry: a subscriber that skips an event would publish something else than what happened.
        log.exception("subscriber %s failed", one.name)
        row = Position.objects.get(subscriber=one.name)
        Position.objects.filter(pk=row.pk).update(faults=row.faults + 1, last_fault=str(fault)[:500])
        return None

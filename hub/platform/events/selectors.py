"""Reads over the log for auditors: what is within reach, one event, a sample that can be drawn again."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet

from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.events.models import Checkpoint, Event
from hub.platform.identity.models import Person
from hub.platform.identity.roles import Role
from hub.platform.recorded import Recorded

AUDITORS = frozenset({Role.AUDITOR, Role.PROCUREMENT_LEAD, Role.LEGAL, Role.DATA_PROTECTION})


def events(actor: Actor) -> QuerySet[Event]:
    """Give the events of the authorities where the actor may audit."""
    audited = [grant.party_id for grant in actor.grants if grant.role in AUDITORS]
    if not audited:
        return Event.objects.none()
    return Event.objects.filter(authority__in=audited).select_related("detail_row", "authority")


def number_of(verb: str, record: Recorded, nth: int) -> int:
    """Give the number of the ``nth`` event of a verb on a root record.

    :raises IndexError: when there are fewer.
    """
    rows = Event.objects.filter(root_kind=record.kind(), root_id=record.pk, verb=verb).order_by("number")
    return int(rows.values_list("number", flat=True)[nth - 1])


def chain_of(record: Recorded) -> list[dict[str, Any]]:
    """Give the events of a root record as the log has them: what each digest covers, and the digests."""
    rows = Event.objects.filter(root_kind=record.kind(), root_id=record.pk).order_by("number")
    return [{**row.body(), "prev_digest": row.prev_digest, "digest": row.digest} for row in rows]


def event(actor: Actor, number: int) -> Event | None:
    """Give one event within reach."""
    return events(actor).filter(number=number).first()


def person_of_event(actor: Actor, number: int) -> Person | None:
    """Give the person who did what an event within reach tells of; the system is nobody."""
    found = event(actor, number)
    if found is None or found.actor_id is None:
        return None
    return Person.objects.filter(pk=found.actor_id).first()


def last_checkpoint() -> Checkpoint | None:
    """Give the newest checkpoint."""
    return Checkpoint.objects.order_by("-size").first()


@dataclass(frozen=True)
class Sample:
    """Events drawn by a seed: the same seed, span and size give the same events again."""

    seed: str
    since: date
    until: date
    size: int
    population: int
    chosen: list[Event]


def sample(actor: Actor, *, seed: str, since: date, until: date, size: int, verbs: str = "") -> Sample:
    """Draw ``size`` events between two London days (both included), in the order of the log.

    The draw depends on the seed and on the numbers of the events alone, so anybody who may read them can repeat it.
    """
    rows = events(actor).filter(at__gte=_begin(since), at__lte=_end(until))
    if verbs:
        rows = rows.filter(verb__startswith=verbs)
    numbers = list(rows.order_by("number").values_list("number", flat=True))
    state = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    picked = sorted(random.Random(state).sample(numbers, min(size, len(numbers))))  # noqa: S311  (audit, not secrecy)
    chosen = list(rows.filter(number__in=picked).order_by("number"))
    return Sample(seed, since, until, size, len(numbers), chosen)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.LONDON)


def _end(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=clock.LONDON)


def reasons_covered(actor: Actor, names: list[str]) -> tuple[int, int]:
    """Give how many events of acts that need a reason carry one, and how many there are (ST-14)."""
    rows = events(actor).filter(verb__in=names)
    with_reason = sum(1 for row in rows.iterator(chunk_size=2000) if _reason(row.detail_row.data))
    return with_reason, rows.count()


def _reason(data: dict[str, Any]) -> bool:
    return bool(data.get("note"))

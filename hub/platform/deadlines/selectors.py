"""Reads over deadlines and alerts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import F, Max, Q

from hub.platform.actors import Actor
from hub.platform.deadlines.declare import REGISTRY
from hub.platform.deadlines.models import Alert, DeadlineRow, Feed
from hub.platform.deadlines.rows import reread
from hub.platform.deadlines.terms import LISTED, Outcome

CHUNK = 500


@dataclass(frozen=True)
class Share:
    """How many of some things were done."""

    done: int
    all: int


@dataclass(frozen=True)
class Coming:
    """One line of a calendar, in words."""

    row: DeadlineRow
    sentence: str
    link: str


def alerts_for(actor: Actor) -> Any:
    """Give what waits for a person, nearest deadline first; news comes last."""
    shown = Alert.objects.of(actor.person_id).filter(status__in=LISTED)
    return shown.order_by(F("due_at").asc(nulls_last=True), "pk")


def all_alerts_of(actor: Actor) -> Any:
    """Give everything that a person was ever told."""
    return Alert.objects.of(actor.person_id)


def chosen(actor: Actor, keys: Sequence[int]) -> list[Alert]:
    """Give some of a person's own alerts, in the order of the queue."""
    own = Alert.objects.of(actor.person_id).filter(pk__in=keys)
    return list(own.order_by(F("due_at").asc(nulls_last=True), "pk"))


def last_change(actor: Actor) -> datetime | None:
    """Give when something last came to a person or was last settled."""
    found = Alert.objects.of(actor.person_id).aggregate(raised=Max("raised_at"), closed=Max("closed_at"))
    return max(filter(None, found.values()), default=None)


def alert_for(actor: Actor | None, reference: Any) -> Alert | None:
    """Give one of a person's own alerts, or nothing."""
    if actor is None or actor.person_id is None or not str(reference).isdecimal():
        return None
    return Alert.objects.of(actor.person_id).filter(pk=int(reference)).first()  # type: ignore[no-any-return]


def open_count(actor: Actor) -> int:
    """Count what waits for a person; the masthead shows it."""
    if actor.person_id is None:
        return 0
    return int(alerts_for(actor).order_by().count())


def neighbours(actor: Actor, alert: Alert) -> tuple[Alert | None, Alert | None]:
    """Give the alerts before and after this one in the person's queue."""
    queue = list(alerts_for(actor))
    place = next((i for i, one in enumerate(queue) if one.pk == alert.pk), None)
    if place is None:
        return None, queue[0] if queue else None
    return (queue[place - 1] if place else None), (queue[place + 1] if place + 1 < len(queue) else None)


def line_of(alert: Alert) -> Sequence[Alert]:
    """Give everybody's alerts of the same cause, in the order in which they heard."""
    same = Alert.objects.filter(cause=alert.cause, authority=alert.authority_id)
    return list(same.select_related("person").order_by("level", "raised_at", "pk"))


def due_for(record: Any) -> list[DeadlineRow]:
    """Give the deadlines of one record, nearest first."""
    return list(DeadlineRow.objects.of(record.kind(), [record.pk]).order_by("due_at", "name"))


def next_for(records: Iterable[Any]) -> dict[tuple[str, int], DeadlineRow]:
    """Give the nearest deadline of each record, in one query for each kind."""
    ids: dict[str, list[int]] = {}
    for record in records:
        ids.setdefault(record.kind(), []).append(record.pk)
    found: dict[tuple[str, int], DeadlineRow] = {}
    for kind, pks in ids.items():
        for row in DeadlineRow.objects.of(kind, pks).order_by("due_at", "pk"):
            found.setdefault((kind, row.record_id), row)
    return found


def coming(actor: Actor, *, on: date, until: date, mine: bool = False) -> Any:
    """Give the deadlines from a day until before another, of records within reach.

    :param mine: only what the person answers for.
    """
    rows = DeadlineRow.objects.visible_to(actor).filter(due_on__gte=on, due_on__lt=until, name__in=list(REGISTRY))
    if mine:
        rows = rows.filter(person_id=actor.person_id or 0)
    return rows.order_by("due_on", "due_at", "pk")


def late(actor: Actor, *, at: datetime, mine: bool = False) -> Any:
    """Give the deadlines that have passed and still stand."""
    rows = DeadlineRow.objects.visible_to(actor).filter(due_at__lte=at, name__in=list(REGISTRY))
    if mine:
        rows = rows.filter(person_id=actor.person_id or 0)
    return rows.order_by("due_at", "pk")


def soonest(wanted: Q, *, until: date) -> Coming | None:
    """Give the nearest of some deadlines that falls before a day, in words; None where none does.

    :param wanted: a filter over the rows.
    """
    row = DeadlineRow.objects.filter(wanted, due_on__lt=until, name__in=list(REGISTRY)).order_by("due_at", "pk").first()
    return next(iter(in_words([row])), None) if row else None


def in_words(rows: Iterable[DeadlineRow]) -> list[Coming]:
    """Give rows with the sentence and the link of their records, in bulk; confidential ones keep their label only."""
    wanted = list(rows)
    records: dict[tuple[str, int], Any] = {}
    for kind in {row.kind for row in wanted}:
        model: Any = apps.get_model(kind)
        here = [row for row in wanted if row.kind == kind]
        batch = list(model._base_manager.filter(pk__in={row.record_id for row in here}))
        reread(batch, [row.declared for row in here])
        records.update({(kind, record.pk): record for record in batch})
    lines = []
    for row in wanted:
        if record := records.get((row.kind, row.record_id)):
            hidden = row.declared.confidential(record)
            sentence = row.label if hidden else row.declared.sentence(record)
            lines.append(Coming(row, sentence, row.declared.link(record)))
    return lines


def feeds_of(actor: Actor) -> Sequence[Feed]:
    """Give a person's feeds that are still read."""
    return list(Feed.objects.filter(person_id=actor.person_id or 0, revoked_at__isnull=True).order_by("made_at"))


def feed_for(actor: Actor | None, reference: Any) -> Feed | None:
    """Give one of a person's own feeds, or nothing."""
    if actor is None or actor.person_id is None or not str(reference).isdecimal():
        return None
    return Feed.objects.filter(person_id=actor.person_id, pk=int(reference)).first()


def acted_on(authorities: Iterable[int], names: Iterable[str], *, since: datetime, until: datetime) -> Share:
    """Give how many of the deadlines that people were told of, due in a period, were dealt with in time (MC-1).

    A cause counts once, however many people heard of it.
    """
    told = Alert.objects.filter(
        authority__in=list(authorities), deadline__in=list(names), due_at__gte=since, due_at__lt=until
    )
    in_time = Q(closed_at__lte=F("due_at"), outcome__in=[Outcome.ACTED, Outcome.MOVED])
    everything = told.values("cause").distinct().count()
    done = told.filter(in_time).values("cause").distinct().count()
    return Share(done, everything)


def acted_on_in_time(authorities: Iterable[int], names: Iterable[str], *, since: datetime, until: datetime) -> Any:
    """Give the alerts behind the numerator of ``acted_on``, one line for each person who dealt with one."""
    told = Alert.objects.filter(
        authority__in=list(authorities), deadline__in=list(names), due_at__gte=since, due_at__lt=until
    )
    in_time = Q(closed_at__lte=F("due_at"), outcome__in=[Outcome.ACTED, Outcome.MOVED])
    return told.filter(in_time).order_by("due_at", "cause", "pk")


def not_acted_on(authorities: Iterable[int], names: Iterable[str], *, since: datetime, until: datetime) -> Any:
    """Give the alerts behind the failing part of ``acted_on``, one line for each person who was told."""
    told = Alert.objects.filter(
        authority__in=list(authorities), deadline__in=list(names), due_at__gte=since, due_at__lt=until
    )
    in_time = Q(closed_at__lte=F("due_at"), outcome__in=[Outcome.ACTED, Outcome.MOVED])
    return told.exclude(cause__in=told.filter(in_time).values("cause")).order_by("due_at", "cause", "pk")

"""Take records back to how they stood at an earlier moment, by undoing what the event log says changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Q, QuerySet

from hub.platform import clock
from hub.platform.events.models import Event
from hub.platform.indicators import conditions

CHUNK = 500
# A page that began a moment ago asks about the present.
JUST_NOW = timedelta(minutes=1)
# Called with a record and the changes undone that are no fields of it, to work out again what is derived.
Settle = Callable[[Any, dict[str, Any]], None]

_kept: ContextVar[dict[Any, Any] | None] = ContextVar("past_records", default=None)


@dataclass(frozen=True)
class Past:
    """What the log says of one kind of record at an earlier moment.

    :param changed: the numbers of the records that have changed since, as a subquery; None when there are none.
    :param records: those of them that existed then, as they stood then.
    :param lost: the numbers of those whose changes were erased from the log: nobody can say how they stood.
    """

    changed: QuerySet[Any] | None = None
    records: Sequence[Any] = ()
    lost: frozenset[int] = field(default_factory=frozenset)


@contextmanager
def kept() -> Iterator[None]:
    """Read the log once for all measures of one moment."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def past_of(
    model: type[Any],
    authorities: Sequence[int] | None,
    at: datetime,
    settle: Settle | None = None,
    *,
    root: type[Any] | None = None,
) -> Past:
    """Give how the records of a kind stood at a moment, where that differs from now.

    :param model: a root record with an authority.
    :param authorities: whose; None for those of all.
    :param root: the kind of record to which these belong, unless they stand by themselves.
    """
    memory = _kept.get()
    key = (model, None if authorities is None else tuple(authorities), at, root)
    if memory is not None and key in memory:
        kept_past: Past = memory[key]
        return kept_past
    about = Event.objects.filter(root_kind=(root or model).kind(), subject_kind=model.kind())
    if authorities is not None:
        about = about.filter(authority__in=list(authorities))
    found = _read(model, about, at, settle) if is_past(at) else Past()
    if memory is not None:
        memory[key] = found
    return found


def is_past(at: datetime) -> bool:
    """Say whether a moment lies so far back that records may have stood otherwise."""
    return clock.now() - at > JUST_NOW


def begins(model: type[Any], authorities: Sequence[int]) -> datetime | None:
    """Give the moment of the first event about a kind of record; None when there is none."""
    rows = Event.objects.filter(root_kind=model.kind(), authority__in=list(authorities))
    first = rows.order_by("number").values_list("at", flat=True)[:1]
    return next(iter(first), None)


def met_at(model: type[Any], condition: Q, at: datetime, authorities: Sequence[int] | None = None) -> list[Any]:
    """Give the records of a kind that met a condition at a moment; what was erased from the log met none.

    A measure of one kind of record asks so what another kind said then, such as which markets had been engaged.

    :param authorities: whose; those of all unless given.
    """
    past = past_of(model, authorities, at)
    rows = model._base_manager.filter(condition)
    if authorities is not None:
        rows = rows.filter(authority__in=list(authorities))
    if past.changed is not None:
        rows = rows.exclude(pk__in=past.changed)
    answers: conditions.Answers = {}
    held = [one for one in past.records if one.pk not in past.lost and conditions.holds(condition, one, answers)]
    return [*held, *rows]


def named_at(model: type[Any], condition: Q, at: datetime, *, by: str, root: type[Any] | None = None) -> Q:
    """Give the condition of what is named by the records of a kind that met a condition at a moment.

    So a measure of contracts asks which had an entry of the plan, or a paper, that was dropped since.

    :param by: the field that holds the number of what is named, such as ``origin_id``.
    :param root: the kind of record to which these belong, unless they stand by themselves.
    """
    past = past_of(model, None, at, root=root)
    rows = model._base_manager.filter(condition)
    if past.changed is None:
        return Q(pk__in=rows.values(by))
    answers: conditions.Answers = {}
    held = [one for one in past.records if one.pk not in past.lost and conditions.holds(condition, one, answers)]
    unchanged = rows.exclude(pk__in=past.changed).values(by)
    return Q(pk__in=unchanged) | Q(pk__in=sorted({getattr(one, by) for one in held}))


def said_before(model: type[Any], name: str, at: datetime) -> dict[int, Any]:
    """Give what the parts of records were at a moment, in the words of the log, for those whose parts changed since.

    Parts such as the objectives of a procurement are written anew by an act, which tells the log what they were.

    :param name: under which name acts tell it.
    """
    if not is_past(at):
        return {}
    return {pk: told[name] for pk, told in undone_since(model, at).items() if name in told}


def with_parts(model: type[Any], name: str, now: QuerySet[Any], at: datetime) -> Q:
    """Give the condition of the records that had parts of a sort at a moment.

    :param name: under which name acts tell the log of these parts.
    :param now: the numbers of the records that have some now, as a subquery.
    """
    told = said_before(model, name, at)
    if not told:
        return Q(pk__in=now)
    return (Q(pk__in=now) & ~Q(pk__in=sorted(told))) | Q(pk__in=sorted(pk for pk, words in told.items() if words))


def undone_since(model: type[Any], at: datetime) -> dict[int, dict[str, Any]]:
    """Give, by number of the record, each field that changed after a moment with its value before."""
    memory = _kept.get()
    key = (model, at, "undone")
    if memory is not None and key in memory:
        kept_fields: dict[int, dict[str, Any]] = memory[key]
        return kept_fields
    kind = model.kind()
    found, _ = _undone(Event.objects.filter(root_kind=kind, subject_kind=kind, at__gt=at))
    if memory is not None:
        memory[key] = found
    return found


def _read(model: type[Any], about: QuerySet[Event], at: datetime, settle: Settle | None) -> Past:
    since = about.filter(at__gt=at)
    changed = set(since.values_list("subject_id", flat=True).distinct())
    if not changed:
        return Past()
    then = sorted(changed & set(about.filter(at__lte=at).values_list("subject_id", flat=True).distinct()))
    records: list[Any] = []
    lost: set[int] = set()
    for start in range(0, len(then), CHUNK):
        wanted = then[start : start + CHUNK]
        undone, erased = _undone(since.filter(subject_id__in=wanted))
        lost |= erased
        for record in model._base_manager.filter(pk__in=wanted):
            others = take_back(record, undone.get(record.pk, {}))
            if settle is not None:
                settle(record, others)
            records.append(record)
    return Past(since.values("subject_id"), records, frozenset(lost))


def _undone(events: QuerySet[Event]) -> tuple[dict[int, dict[str, Any]], set[int]]:
    """Give each record's values before the first of its changes, and the records whose changes were erased."""
    undone: dict[int, dict[str, Any]] = {}
    erased: set[int] = set()
    for event in events.order_by("-number").select_related("detail_row"):
        data = event.detail_row.data
        if not data:
            erased.add(event.subject_id)
        for name, (before, _) in data.get("changes", {}).items():
            undone.setdefault(event.subject_id, {})[name] = before
    return undone, erased


def take_back(record: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Set the fields to their earlier values and give back what is no field."""
    others = {}
    for name, value in values.items():
        try:
            column = record._meta.get_field(name)
            if column.many_to_many:
                # What it was tied to is in tables of its own; conditions ask only of its fields.
                raise FieldDoesNotExist(name)
            setattr(record, column.attname, column.to_python(value))
        except (FieldDoesNotExist, ValidationError, AttributeError):
            others[name] = value
    return others

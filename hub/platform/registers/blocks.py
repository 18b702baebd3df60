"""Counts of a long list that an act on one record renews in part: the rows are counted in blocks of their numbers.

Reading a hundred thousand rows again after every event costs the next reader half a second. Where what is counted lies
in a record's own row, the log says which records have changed since, and only the blocks in which they lie are read.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from threading import Lock
from typing import Any

from django.db.models import ExpressionWrapper, F, IntegerField, Q, QuerySet

from hub.platform.events.models import Event, Head
from hub.platform.tenancy import reach

BLOCK = 8192
MOST_KEPT = 32
MOST_EVENTS = 2_000
NUMBER = "block_counted"

Lines = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Point:
    """A point of the log: the number and the digest of an event."""

    number: int
    digest: str


@dataclass(frozen=True)
class Counted:
    """The lines of each block as they stood at a point of the log, and all of them together."""

    at: Point
    blocks: Mapping[int, Lines]
    lines: Lines


@dataclass(frozen=True)
class Question:
    """What is counted: for each combination of ``groups``, some numbers that can be added up.

    :param key: what stands for the question and its rows, so that one reader's answer is never another's.
    :param kind: the kind of the records, as the log names it.
    """

    key: Any
    rows: QuerySet[Any]
    groups: tuple[str, ...]
    numbers: Mapping[str, Any]
    kind: str


_kept: OrderedDict[Any, Counted] = OrderedDict()
_lock = Lock()


def head() -> Point:
    """Give the last point of the log."""
    return Point(*(Head.objects.values_list("number", "digest").first() or (0, "")))


def held(key: Any) -> bool:
    """Say whether a question was answered before, so that its answer is renewed and not made."""
    return key in _kept


def answer(question: Question, now: Point) -> Lines:
    """Give the lines of a question at the last point of the log, reading as few rows as that takes."""
    kept = _kept.get(question.key)
    if kept is not None and kept.at == now:
        return kept.lines
    changed = _changed_since(kept, now, question.kind) if kept is not None else None
    if kept is None or changed is None or 2 * len(changed) > len(kept.blocks):
        blocks = _read(question, question.rows)
    elif changed:
        fresh = _read(question, question.rows.filter(reduce(or_, map(_within, sorted(changed)))))
        blocks = {**{number: lines for number, lines in kept.blocks.items() if number not in changed}, **fresh}
    else:
        blocks = dict(kept.blocks)
    lines = kept.lines if kept is not None and changed == set() else _together(blocks.values(), len(question.groups))
    _keep(question.key, Counted(now, blocks, lines))
    return lines


def forget() -> None:
    """Forget everything; for tests and benches that measure the first reader."""
    with _lock:
        _kept.clear()


def _changed_since(kept: Counted, now: Point, kind: str) -> set[int] | None:
    """Give the blocks that acts have touched since; None when they are too many, or the log is not the same one.

    The log is read beyond the reader's reach: a shared record is changed by its own authority.
    """
    if now.number < kept.at.number:
        return None
    with reach.everywhere():
        rows = Event.objects.filter(number__gte=kept.at.number, number__lte=now.number).order_by("number")
        found = list(rows.values_list("number", "digest", "root_kind", "root_id")[: MOST_EVENTS + 2])
    if len(found) > MOST_EVENTS + 1:
        return None
    if kept.at.number and (not found or found[0][:2] != (kept.at.number, kept.at.digest)):
        return None
    return {pk // BLOCK for number, _, one, pk in found if one == kind and number > kept.at.number}


def _within(block: int) -> Q:
    return Q(pk__gte=block * BLOCK, pk__lt=(block + 1) * BLOCK)


def _read(question: Question, rows: QuerySet[Any]) -> dict[int, Lines]:
    """Count rows by block and groups, in one query."""
    block = ExpressionWrapper(F("pk") / BLOCK, output_field=IntegerField())
    marked = rows.order_by().annotate(**{NUMBER: block}).values_list(NUMBER, *question.groups)
    found: dict[int, Lines] = {}
    for number, *line in marked.annotate(**question.numbers):
        found.setdefault(number, []).append(tuple(line))
    return found


def _together(blocks: Iterable[Lines], many: int) -> Lines:
    """Add up the lines of all blocks; a sum of nothing stays nothing."""
    found: dict[tuple[Any, ...], Sequence[Any]] = {}
    for lines in blocks:
        for line in lines:
            group, numbers = line[:many], line[many:]
            before = found.get(group)
            found[group] = numbers if before is None else [_added(*pair) for pair in zip(before, numbers, strict=True)]
    return [(*group, *numbers) for group, numbers in found.items()]


def _added(one: Any, other: Any) -> Any:
    if one is None or other is None:
        return other if one is None else one
    return one + other


def _keep(key: Any, counted: Counted) -> None:
    with _lock:
        _kept[key] = counted
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)

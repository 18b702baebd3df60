"""Take back to an earlier moment what a condition reads of other records, such as whether an owner was at work.

A contract has not changed because its manager left; a measure of an earlier day must still find the manager at work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Q

from hub.platform.indicators import conditions, history
from hub.platform.recorded import Recorded


@dataclass(frozen=True)
class Stood:
    """How the records of a kind stood at a moment, with what a condition reads of others.

    :param unchanged: the records that stand as they stood then, as a query.
    :param apart: the condition of the others, to be judged in memory; None when there are none.
    :param records: those of them that existed then, as they and what is read of other records stood then.
    :param lost: the numbers of those of which nobody can say how they stood.
    """

    unchanged: Any
    apart: Q | None
    records: Sequence[Any]
    lost: frozenset[int]

    def met(self, condition: Q, answers: conditions.Answers | None = None) -> list[Any]:
        """Give the records judged in memory that met a condition."""
        known: conditions.Answers = {} if answers is None else answers
        return [one for one in self.records if conditions.holds(condition, one, known)]


def stood_at(
    model: type[Any],
    authorities: Sequence[int],
    at: datetime,
    condition: Q,
    *,
    settle: history.Settle | None = None,
) -> Stood:
    """Give how the records of some authorities stood at a moment.

    :param condition: what will be asked of them: it says what is read of other records.
    :param settle: works out again what is derived, after a record was taken back.
    """
    past = history.past_of(model, authorities, at, settle)
    others = others_at(model, condition, at)
    rows = model._base_manager.filter(authority__in=list(authorities))
    apart = None if past.changed is None else Q(pk__in=past.changed)
    records = list(past.records)
    if others.tied is not None:
        tied = rows.filter(others.tied)
        records += tied if apart is None else tied.exclude(apart)
        apart = others.tied if apart is None else apart | others.tied
    return Stood(rows if apart is None else rows.exclude(apart), apart, others.tie(records), past.lost)


@dataclass(frozen=True)
class Others:
    """The other records that stood otherwise at a moment: by the field that leads to them, by number, as they were."""

    model: type[Any]
    by_field: dict[str, dict[int, Any]] = field(default_factory=dict)

    @property
    def tied(self) -> Q | None:
        """Give the condition of the records that are tied to one of them; None when there are none."""
        found = None
        for name, moved in self.by_field.items():
            one = Q(**{f"{name}__in": sorted(moved)})
            found = one if found is None else found | one
        return found

    def tie(self, records: Sequence[Any]) -> Sequence[Any]:
        """Put the others, as they were, behind the fields of some records that lead to them."""
        for record in records:
            for name, moved in self.by_field.items():
                other = moved.get(getattr(record, self.model._meta.get_field(name).attname))
                if other is not None:
                    setattr(record, name, other)
        return records


def others_at(model: type[Any], condition: Q, at: datetime) -> Others:
    """Give the other records that a condition reads and that stood otherwise at a moment."""
    found = Others(model)
    if not history.is_past(at):
        return found
    for name, fields in _read_through(model, condition).items():
        moved = _moved(model._meta.get_field(name).related_model, fields, at)
        if moved:
            found.by_field[name] = moved
    return found


def _moved(other: type[Any], fields: set[str], at: datetime) -> dict[int, Any]:
    """Give the records of a kind of which some fields changed since, as they were."""
    undone = history.undone_since(other, at)
    wanted = {pk: told for pk, told in undone.items() if fields & {name.removesuffix("_id") for name in told}}
    found = other._base_manager.in_bulk(sorted(wanted))
    for pk, record in found.items():
        history.take_back(record, wanted[pk])
    return found


def _read_through(model: type[Any], condition: Q) -> dict[str, set[str]]:
    """Give the fields that lead to other records whose history is kept, each with what is read there."""
    found: dict[str, set[str]] = {}
    for path in _paths(condition):
        name, *rest = [step for step in path.split("__") if step not in conditions.LOOKUPS]
        if not rest:
            continue
        try:
            other = model._meta.get_field(name).related_model
        except FieldDoesNotExist:
            continue
        if isinstance(other, type) and issubclass(other, Recorded):
            found.setdefault(name, set()).add(rest[0])
    return found


def _paths(condition: Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _paths(child)
            continue
        path, wanted = cast("tuple[str, Any]", child)
        yield path
        if isinstance(wanted, F):
            yield wanted.name

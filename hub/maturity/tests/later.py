"""Change every record after a day, as no honest act would: what was measured of that day must not notice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import DatabaseError, models, transaction

from hub.platform.actors import SYSTEM
from hub.platform.acts import differences
from hub.platform.events.models import Event
from hub.platform.events.record import Draft, append
from hub.platform.indicators import all_indicators, kept
from hub.platform.recorded import Recorded, snapshot

# What is written once and never changed by an act; grants and settings are dated and come anew instead.
DATED = {"tenancy.authority", "identity.membership", "reference.entry", "spend.load", "strategy.version",
         "maturity.round", "maturity.snapshot"}  # fmt: skip
FOREVER = {"reference", "added_at", "authority"}


def readings(authority: int, at: datetime) -> dict[str, tuple[Any, ...]]:
    """Give each figure of a moment with how many records its lists hold."""
    found = {}
    with kept():
        for one in all_indicators():
            told = one.measure([authority], at)
            lists = [of([authority], at, 5).total for of in (one.fails, one.meets) if of is not None]
            found[one.key] = (told.numerator, told.denominator, told.figure, told.cases, *lists)
    return found


def noted(authority: int, at: datetime) -> set[str]:
    """Give the measures that say themselves that they rest on what stands today."""
    return {one.key for one in all_indicators() if one.measure([authority], at).note}


def change_everything(at: datetime) -> None:
    """Give every field of every record that has a history another value, each change told to the log."""
    told = set(Event.objects.values_list("subject_kind", flat=True).distinct())
    for model in apps.get_models():
        if issubclass(model, Recorded) and not model.tenant_path and model.kind() in told - DATED:
            append([draft for record in model._base_manager.all() for draft in _changed(record, at)])


def _changed(record: Any, at: datetime) -> Iterable[Draft]:
    model, before = type(record), snapshot(record)
    for column in model._meta.concrete_fields:
        if column.attname in before and column.name not in FOREVER and not column.unique:
            _try(record, column, at)
    changes = differences(before, snapshot(model._base_manager.get(pk=record.pk)))
    if changes:
        root = record.root
        yield Draft(
            authority_id=getattr(root, "authority_id", None), verb="test.change_everything",
            subject=(record.kind(), record.pk, str(record)), root=(root.kind(), root.pk), actor=SYSTEM, at=at,
            cause="later", facts={}, changes=changes, note="",
        )  # fmt: skip


def _try(record: Any, column: Any, at: datetime) -> None:
    """Store another value, unless a constraint forbids it."""
    try:
        with transaction.atomic():
            type(record)._base_manager.filter(pk=record.pk).update(**{column.attname: _other(record, column, at)})
    except (DatabaseError, LookupError):
        pass


def _other(record: Any, column: Any, at: datetime) -> Any:
    """Give another value of the same sort."""
    value = getattr(record, column.attname)
    if column.is_relation:
        others = column.related_model._base_manager.exclude(pk=value).order_by("-pk")
        return others.values_list("pk", flat=True)[0]
    if column.choices:
        keys = [key for key, _ in column.flatchoices]
        return keys[(keys.index(value) + 1) % len(keys)] if value in keys else keys[0]
    for sort, change in CHANGES.items():
        if isinstance(column, sort):
            return change(value, at)
    raise LookupError(column.name)


CHANGES: dict[type[models.Field[Any, Any]], Any] = {
    models.BooleanField: lambda value, at: not value,
    models.DateTimeField: lambda value, at: (value or at) - timedelta(days=500),
    models.DateField: lambda value, at: (value or at.date()) - timedelta(days=500),
    models.IntegerField: lambda value, at: (value or 0) + 1,
    models.DecimalField: lambda value, at: (value or Decimal(0)) + 1,
    models.CharField: lambda value, at: "" if value else "x",
    models.TextField: lambda value, at: "" if value else "x",
}

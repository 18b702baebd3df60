"""The closed door: a record saves only while an act on its root is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, ClassVar

from django.db import models

_open: ContextVar[frozenset[int | tuple[str, int]]] = ContextVar("open_records", default=frozenset())


class SavedOutsideAct(RuntimeError):
    """Somebody tried to change a record without an act, so without permission and without an event."""


class Recorded(models.Model):
    """A record whose every change is an act.

    A root carries ``authority``; a child names the way to its root in ``tenant_path`` (dotted for more than one step).
    """

    tenant_path: ClassVar[str] = ""
    # The dotted prefix of the acts on this record; empty means the model's own app label.
    act_prefix: ClassVar[str] = ""
    unrecorded: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    @property
    def root(self) -> Recorded:
        """Give the root record; it is the record itself when there is no path."""
        found: Any = self
        for step in filter(None, self.tenant_path.split(".")):
            found = getattr(found, step)
        return found  # type: ignore[no-any-return]

    @classmethod
    def kind(cls) -> str:
        """Give the name by which events, documents and deadlines point at this sort of record."""
        return cls._meta.label_lower

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person answers for this record; packages say who does."""
        return False

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save while an act on the root is open.

        :raises SavedOutsideAct: otherwise, unless only fields that no act governs are written.
        """
        fields = kwargs.get("update_fields")
        if not (fields and set(fields) <= self.unrecorded) and not is_open(self):
            raise SavedOutsideAct(f"{self.kind()} was saved outside an act. Perform an act on it instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete while an act on the root is open; records people were told about are withdrawn instead."""
        if not is_open(self):
            raise SavedOutsideAct(f"{self.kind()} was deleted outside an act.")
        return super().delete(*args, **kwargs)


def keys_of(record: Recorded) -> set[int | tuple[str, int]]:
    """Give what marks a record as open: its kind and number, or the object itself before it has one."""
    return {id(record)} if record.pk is None else {id(record), (record.kind(), record.pk)}


def is_open(record: Recorded) -> bool:
    """Say whether an act on the record or on its root is open."""
    held = _open.get()
    return bool(held & keys_of(record)) or bool(record.tenant_path and held & keys_of(record.root))


@contextmanager
def opened(records: Iterable[Recorded]) -> Iterator[None]:
    """Hold the save guard open for some records; only ``hub.platform.acts`` calls this."""
    keys: set[int | tuple[str, int]] = set()
    for record in records:
        keys |= keys_of(record) | keys_of(record.root)
    token = _open.set(_open.get() | keys)
    try:
        yield
    finally:
        _open.reset(token)


def snapshot(record: Recorded) -> dict[str, Any]:
    """Give the stored fields that an event compares before and after."""
    return {name: getattr(record, name) for name in _kept(type(record))}


@lru_cache(maxsize=500)
def _kept(model: type[Recorded]) -> tuple[str, ...]:
    skipped = model.unrecorded | {"version"}
    return tuple(field.attname for field in model._meta.concrete_fields if field.name not in skipped)

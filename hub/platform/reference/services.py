"""Add, end and load dated values. Values are never edited in place: a change is a new row from a date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from hub.law.findings import Finding
from hub.platform import clock
from hub.platform.actors import Actor, system_actor
from hub.platform.acts import Refused, create, perform, perform_many
from hub.platform.reference import acts, rules
from hub.platform.reference.files import SetFile, Shipped, all_sets
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority

# check(code, data) names what is wrong with a value that somebody wants to add.
Check = Callable[[str, dict[str, Any]], Iterable[Finding]]
_checks: dict[str, Check] = {}


def checks(name: str) -> Callable[[Check], Check]:
    """Register what looks at the values of a set before they are added; decorates the function that looks."""

    def register(check: Check) -> Check:
        _checks[name] = check
        return check

    return register


def add(
    name: str,
    *,
    code: str,
    label: str,
    data: dict[str, Any],
    valid_from: date,
    authority: Authority,
    by: Actor,
    at: datetime,
    valid_to: date | None = None,
    source: str = "",
) -> Entry:
    """Add a value from a date; the authority's open value of the same code ends on that date.

    :raises Refused: for a past date or an overlap, naming the value in the way.
    """
    existing = list(Entry.objects.filter(set=name, code=code, authority=authority))
    spans = [rules.Span(row.valid_from, row.valid_to) for row in existing]
    span = rules.Span(valid_from, valid_to)
    findings = list(rules.bars_to_adding(span, spans, today=clock.london(at).date()))
    findings += _checks[name](code, data) if name in _checks else []
    if findings:
        raise Refused(acts.ADD, findings)
    entry = Entry(
        set=name,
        code=code,
        label=label,
        data=data,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
        authority=authority,
    )
    with create(acts.ADD, entry, by=by, at=at) as note:
        for row in existing:
            if row.valid_to is None:
                end(row, valid_to=valid_from, by=by, at=at, reason="Replaced by a newer value")
        note.note(set=name, code=code)
    return entry


def end(entry: Entry, *, valid_to: date, by: Actor, at: datetime, reason: str) -> Entry:
    """End a value: ``valid_to`` is the first day on which it no longer holds."""
    with perform(acts.END, entry, by=by, at=at) as note:
        if valid_to <= entry.valid_from:
            raise Refused(acts.END, [rules.Finding("order", "The last day must be after the first day.")])
        entry.valid_to = valid_to
        entry.save(update_fields=["valid_to"])
        note.note(reason)
    return entry


def load_all(*, at: datetime) -> dict[str, int]:
    """Bring every shipped set into the database; loading twice changes nothing.

    :returns: how many values each set gained or had corrected.
    """
    return {name: load(one, at=at) for name, one in all_sets().items()}


def load(one: SetFile, *, at: datetime) -> int:
    """Bring one shipped set into the database. Values that people added are left alone."""
    stored = {(row.code, row.valid_from): row for row in Entry.objects.filter(set=one.name, authority__isnull=True)}
    new: list[Entry] = []
    changed: list[Entry] = []
    for position, shipped in enumerate(one.entries):
        row = stored.get((shipped.code, shipped.valid_from))
        if row is None:
            new.append(Entry(set=one.name, authority=None, **_fields(shipped, position)))
        elif _differs(row, shipped, position):
            changed.append(row)
            for field, value in _fields(shipped, position).items():
                setattr(row, field, value)
    by = system_actor()
    perform_many(acts.LOAD, new, by=by, at=at, write=Entry.objects.bulk_create)
    names = ["label", "data", "position", "valid_to", "source"]
    perform_many(acts.CORRECT, changed, by=by, at=at, write=lambda rows: Entry.objects.bulk_update(rows, names))
    return len(new) + len(changed)


def _fields(shipped: Shipped, position: int) -> dict[str, Any]:
    return {
        "code": shipped.code,
        "label": shipped.label,
        "data": shipped.data,
        "position": position,
        "valid_from": shipped.valid_from,
        "valid_to": shipped.valid_to,
        "source": shipped.source,
    }


def _differs(row: Entry, shipped: Shipped, position: int) -> bool:
    return any(getattr(row, field) != value for field, value in _fields(shipped, position).items())

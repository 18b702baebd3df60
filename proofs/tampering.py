"""`./dev prove tampering`: change every column of every stored event, and remove, add and swap rows; all must be found.

Runs on SQLite and on PostgreSQL, on databases of its own, as somebody who owns the database would: with the triggers
taken away for the change and put back before the check.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

from benchmarks import kit

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
FULL, SAMPLE = 60, 6


def run(*, sample: bool = False) -> dict[str, Any]:
    """Tamper on both databases and say whether every change was found and named at its event."""
    results = kit.on_each_database("proofs.tampering", scale=SAMPLE if sample else FULL)
    tried = [one for one in results if "skipped" not in one]
    ok = bool(tried) and all(one["tried"] == one["found"] and not one["false_alarms"] for one in tried)
    return {"ok": ok, "databases": results}


def prove(events: int) -> dict[str, Any]:
    """Write a log in this process's database and tamper with it, one change at a time."""
    kit.begin()
    from django.db import connection, transaction

    from hub.platform.events import triggers
    from hub.platform.events.models import Head

    write(events)
    tried, unnoticed, false_alarms = 0, [], []
    for name, number, change in changes(Head.objects.get(pk=1).number, events):
        with transaction.atomic():
            point = transaction.savepoint()
            triggers.remove(connection)
            change()
            triggers.install(connection)
            tried += 1
            if number not in numbers_found():
                unnoticed.append(f"{name} of event {number}")
            transaction.savepoint_rollback(point)
        if numbers_found():
            false_alarms.append(f"after {name} of event {number} was put back")
    return {
        "events": Head.objects.get(pk=1).number,
        "tried": tried,
        "found": tried - len(unnoticed),
        "unnoticed": unnoticed[:20],
        "false_alarms": false_alarms[:20],
    }


def write(count: int) -> None:
    """Append events with notes and facts."""
    from django.db import transaction

    from hub.platform.actors import SYSTEM
    from hub.platform.events.record import Draft, append

    drafts = [
        Draft(None, "proof.done", ("proof.thing", n, f"thing {n}"), ("proof.thing", n), SYSTEM, AT, "c" * 32,
              facts={"count": n}, note=f"because {n}")
        for n in range(count)
    ]  # fmt: skip
    with transaction.atomic():
        append(drafts)


def numbers_found() -> set[int]:
    """Give the numbers at which the check finds a fault."""
    from hub.platform.events.verify import verify

    return {fault.number for fault in verify().faults}


def changes(last: int, count: int) -> list[tuple[str, int, Any]]:
    """Give every change to try: its name, the event where it must show, and what does it."""
    found: list[tuple[str, int, Any]] = []
    for number in range(last - count + 1, last + 1):
        found += [(f"change of {field}", number, changed(number, field)) for field in columns()]
        found += [("change of the detail", number, detail_changed(number)), ("removal", number, removed(number))]
        if number < last:
            found.append(("swap with the next", number, swapped(number)))
    found.append(("addition", last + 1, added(last)))
    return found


def columns() -> list[str]:
    """Give every stored column of an event but its number, which the swap changes."""
    from hub.platform.events.models import Event

    return [field.attname for field in Event._meta.concrete_fields if field.attname not in {"number", "authority_id"}]


def changed(number: int, field: str) -> Any:
    """Change one column by as little as its type allows."""

    def do() -> None:
        from datetime import timedelta

        from hub.platform.events.models import Event

        value = getattr(Event.objects.get(number=number), field)
        if isinstance(value, datetime):
            other: Any = value + timedelta(microseconds=1)
        elif isinstance(value, int) or value is None:
            other = (value or 0) + 1
        else:
            other = ("1" if value[0] != "1" else "2") + value[1:] if value else "1"
        Event.objects.filter(number=number).update(**{field: other})

    return do


def detail_changed(number: int) -> Any:
    """Change one character of the erasable part."""

    def do() -> None:
        from hub.platform.events.models import EventDetail

        row = EventDetail.objects.get(event_id=number)
        EventDetail.objects.filter(event_id=number).update(text=row.text.replace("because", "Because"))

    return do


def removed(number: int) -> Any:
    """Remove an event with its detail."""

    def do() -> None:
        from hub.platform.events.models import Event, EventDetail

        EventDetail.objects.filter(event_id=number)._raw_delete("default")
        Event.objects.filter(number=number)._raw_delete("default")

    return do


def swapped(number: int) -> Any:
    """Let an event and the next one change their contents, each keeping its number."""

    def do() -> None:
        from hub.platform.events.models import Event

        names = [name for name in columns() if name not in {"digest", "prev_digest"}]
        first, second = Event.objects.get(number=number), Event.objects.get(number=number + 1)
        Event.objects.filter(number=number).update(**{name: getattr(second, name) for name in names})
        Event.objects.filter(number=number + 1).update(**{name: getattr(first, name) for name in names})

    return do


def added(last: int) -> Any:
    """Add a well-chained event behind the last one without moving the head."""

    def do() -> None:
        from hub.platform.events.models import Event, EventDetail

        event = Event.objects.get(number=last)
        event.number, event.prev_digest = last + 1, event.digest
        event.digest = event.computed_digest()
        Event.objects.bulk_create([event])
        EventDetail.objects.bulk_create([EventDetail(event_id=last + 1, salt="", text="")])

    return do


if __name__ == "__main__":
    kit.finish(prove(int(float(sys.argv[1]))))

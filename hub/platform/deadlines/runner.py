"""Do what is due: claim rows with one conditional UPDATE, perform what follows, or raise alerts.

1. Take the ids of rows whose moment has come and which nobody holds.
2. Hold them: one UPDATE with the old state in its WHERE; what it changed is ours, whoever else is at work.
3. Read their records, in bulk.
4. Perform ``then`` as the system, each in its own transaction; raise the alerts of all others together.
5. Set when to look again. A row that fails is pushed an hour ahead, so one bad record cannot stop the queue.
6. A worker that dies in between leaves rows held; the hold ends by itself and the next worker takes them.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from hub.platform import clock
from hub.platform.actors import system_actor
from hub.platform.deadlines import rules
from hub.platform.deadlines.declare import REGISTRY
from hub.platform.deadlines.models import Alert, DeadlineRow
from hub.platform.deadlines.people import Directory
from hub.platform.deadlines.rows import reread
from hub.platform.deadlines.services import Telling, close, raise_alerts, remind, tell
from hub.platform.deadlines.terms import AlertKind, Outcome
from hub.platform.identity.roles import Role

log = logging.getLogger("hub.deadlines")

BATCH = 200
HOLD = timedelta(minutes=10)
PUSHED = timedelta(hours=1)
STUCK_AFTER = 3
PASSED = "passed"

Pair = tuple[DeadlineRow, Any]


def run_due(*, at: datetime, most: int = 20_000) -> int:
    """Do everything whose moment has come, at most ``most`` rows; gives how many rows were looked at."""
    count = 0
    while count < most and (rows := claim(at)):
        _run(rows, at)
        count += len(rows)
    return count


def claim(at: datetime) -> list[DeadlineRow]:
    """Take a batch of due rows for this worker alone."""
    token = uuid.uuid4().hex
    known = list(REGISTRY)
    ids = list(
        DeadlineRow.objects.to_look_at(at)
        .filter(name__in=known)
        .order_by("next_at", "pk")
        .values_list("pk", flat=True)[:BATCH]
    )
    if not ids:
        return []
    free = Q(held_until__isnull=True) | Q(held_until__lte=at)
    DeadlineRow.objects.filter(free, pk__in=ids, next_at__lte=at).update(held_until=at + HOLD, held_by=token)
    return list(DeadlineRow.objects.filter(pk__in=ids, held_by=token).order_by("due_at", "pk"))


def _run(rows: list[DeadlineRow], at: datetime) -> None:
    pairs = _with_records(rows)
    for row, record in pairs:
        if _acts_now(row, at):
            _guarded([(row, record)], at, _perform_then)
    others = [pair for pair in pairs if not _acts_now(pair[0], at)]
    try:
        with transaction.atomic():
            _tell(others, at)
    except Exception:
        log.warning("A batch of deadlines failed together; each is tried alone.")
        for pair in others:
            _guarded([pair], at, _tell)


def _acts_now(row: DeadlineRow, at: datetime) -> bool:
    return row.declared.then is not None and row.is_late(at)


def _with_records(rows: list[DeadlineRow]) -> list[Pair]:
    """Read the records of the rows, in bulk; a row whose record is gone goes too."""
    found: dict[tuple[str, int], Any] = {}
    for kind in {row.kind for row in rows}:
        model: Any = apps.get_model(kind)
        here = [row for row in rows if row.kind == kind]
        records = list(model._base_manager.filter(pk__in={row.record_id for row in here}))
        reread(records, [row.declared for row in here])
        found.update({(kind, record.pk): record for record in records})
    lost = [row.pk for row in rows if (row.kind, row.record_id) not in found]
    DeadlineRow.objects.filter(pk__in=lost).delete()
    return [(row, found[row.kind, row.record_id]) for row in rows if row.pk not in set(lost)]


def _guarded(pairs: list[Pair], at: datetime, work: Any) -> None:
    try:
        with transaction.atomic():
            work(pairs, at)
    except Exception:
        for row, record in pairs:
            log.exception("Deadline %s of %s %s failed and is pushed ahead.", row.name, row.kind, row.record_id)
            _push_ahead(row, record, at)


def _push_ahead(row: DeadlineRow, record: Any, at: datetime) -> None:
    failures = row.failures + 1
    DeadlineRow.objects.filter(pk=row.pk).update(next_at=at + PUSHED, held_until=None, held_by="", failures=failures)
    if failures == STUCK_AFTER:
        people = Directory(clock.london(at).date()).holders(Role.AUTHORITY_ADMIN, row.authority_id)
        sentence = f"Look at a deadline that fails again and again: {row.label}, {row.kind} {row.record_id}"
        tell(
            cause=f"stuck:{row.cause}",
            people=people,
            authority=row.authority,
            sentence=sentence,
            at=at,
            link="/calendar/",
        )


def _perform_then(pairs: list[Pair], at: datetime) -> None:
    for row, record in pairs:
        assert row.declared.then is not None
        row.declared.then(record, by=system_actor(), at=at)
        # The act usually takes the row away; one that stays was acted on and must not be acted on again.
        DeadlineRow.objects.filter(pk=row.pk, due_at=row.due_at).update(
            next_at=None, held_until=None, held_by="", failures=0
        )


def _tell(pairs: list[Pair], at: datetime) -> None:
    if not pairs:
        return
    directory = Directory(clock.london(at).date())
    directory.read(one for row, record in pairs for one in row.declared.whom(record) if type(one) is int)
    tellings = [telling for row, record in pairs for telling in _tellings(row, record, directory, at)]
    standing = list(Alert.objects.live().filter(cause__in={row.cause for row, _ in pairs}, why=AlertKind.TOLD))
    raise_alerts(tellings, at=at)
    _follow_up(standing, tellings, at)
    for row, record in pairs:
        row.next_at = rules.next_look(rules.looks(row.when, tuple(row.declared.leads(record))), at)
        row.held_until, row.held_by, row.failures = None, "", 0
    DeadlineRow.objects.bulk_update([row for row, _ in pairs], ["next_at", "held_until", "held_by", "failures"])


def _tellings(row: DeadlineRow, record: Any, directory: Directory, at: datetime) -> list[Telling]:
    declared = row.declared
    spared = set(declared.never(record))
    told = directory.resolve(declared.whom(record), row.authority_id, otherwise=declared.otherwise)
    people = [one for one in told if one not in spared]
    more = {
        "deadline": row.name,
        "record_kind": row.kind,
        "record_id": row.record_id,
        "due_on": row.due_on,
        "due_at": row.due_at,
        "is_confidential": bool(declared.confidential(record)),
    }
    sentence, link = declared.sentence(record), declared.link(record)
    return [
        Telling(person, row.authority_id, row.cause, sentence, link, step=_step(row, at), more=more)
        for person in people
    ]


def _step(row: DeadlineRow, at: datetime) -> str:
    return PASSED if row.is_late(at) else f"from {clock.london(at).date().isoformat()}"


def _follow_up(standing: Sequence[Alert], tellings: Sequence[Telling], at: datetime) -> None:
    """Remind those who were told before; release those who no longer answer for the record."""
    wanted = {(telling.cause, telling.person_id): telling for telling in tellings}
    gone = [alert for alert in standing if (alert.cause, alert.person_id) not in wanted]
    close(gone, at=at, outcome=Outcome.LEFT)
    by_step: dict[str, list[Alert]] = {}
    for alert in standing:
        if telling := wanted.get((alert.cause, alert.person_id)):
            by_step.setdefault(telling.step, []).append(alert)
    for step, alerts in by_step.items():
        remind(alerts, step=step, at=at)

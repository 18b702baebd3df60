"""Rebuild the rows of deadlines from their records, in bulk, within the act that changed them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import prefetch_related_objects

from hub.platform import acts
from hub.platform.deadlines import rules, store
from hub.platform.deadlines.declare import REGISTRY, Deadline, of_kind
from hub.platform.deadlines.models import Alert, DeadlineRow, cause_of
from hub.platform.deadlines.services import close
from hub.platform.deadlines.store import Facts, Spot
from hub.platform.deadlines.terms import Outcome
from hub.platform.recorded import Recorded

CHUNK = 1000
Wanted = dict[Spot, tuple[Facts, tuple[datetime, ...]]]


@acts.after_act
def refresh(records: list[Recorded], at: datetime) -> None:
    """Rebuild what hangs on the roots that an act changed."""
    rebuild(records, at=at)


def rebuild(records: Iterable[Recorded], *, at: datetime) -> None:
    """Rebuild the deadlines of some root records; the number of queries depends on the batches, not on the records."""
    groups: dict[str, list[Recorded]] = {}
    for record in records:
        if of_kind(record.kind()):
            groups.setdefault(record.kind(), []).append(record)
    for kind, group in groups.items():
        for start in range(0, len(group), CHUNK):
            _rebuild_chunk(kind, group[start : start + CHUNK], at)


def rebuild_all(*, at: datetime) -> int:
    """Rebuild every deadline, as after a change of a dated setting; gives the number of records."""
    count = 0
    for kind in sorted({deadline.of.kind() for deadline in REGISTRY.values()}):
        for batch in _batches(apps.get_model(kind)):
            rebuild(batch, at=at)
            count += len(batch)
    return count


def _batches(model: Any) -> Iterator[list[Any]]:
    last = 0
    while batch := list(model._base_manager.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield batch
        last = batch[-1].pk


def _rebuild_chunk(kind: str, records: list[Any], at: datetime) -> None:
    ids = [record.pk for record in records]
    wanted = _wanted(kind, records, at)
    found = store.read(kind, ids)
    gone = [row[0] for spot, row in found.items() if spot not in wanted]
    fresh: list[tuple[Spot, Facts, datetime | None]] = []
    for spot, (facts, looks) in wanted.items():
        old = found.get(spot)
        next_at = rules.first_look(looks, at)
        if old is not None:
            pk, said, looked_at, failures = old
            if said == facts:
                # A look that is due or failed must still happen; otherwise the leads may have changed.
                is_pending = failures or (looked_at is not None and looked_at <= at)
                if is_pending or (again := rules.next_look(looks, at)) == looked_at:
                    continue
                next_at = again  # type: ignore[assignment]
            gone.append(pk)
        fresh.append((spot, facts, next_at))
    if gone:
        DeadlineRow.objects.filter(pk__in=gone).delete()
    store.insert(kind, fresh)
    _close_alerts(kind, ids, wanted, at)


def _wanted(kind: str, records: list[Any], at: datetime) -> Wanted:
    """Give the rows that should stand, each with the instants at which to look at it."""
    declared = of_kind(kind)
    reread(records, declared)
    loads = {deadline.load: deadline.load(records, at) for deadline in declared if deadline.load}
    wanted: Wanted = {}
    for deadline in declared:
        loaded = loads[deadline.load] if deadline.load else None
        for record in records:
            moments = deadline.moments(record, loaded)
            if not moments:
                continue
            first = next((one for one in deadline.whom(record) if type(one) is int), None)
            leads = tuple(deadline.leads(record))
            for moment in moments:
                when = moment.when
                days = rules.day_of(when), rules.passes_at(when)
                facts = Facts(moment.about, record.authority_id, first, *days, isinstance(when, datetime))
                wanted[Spot(record.pk, deadline.name, moment.key)] = facts, rules.looks(when, leads)
    return wanted


def reread(records: list[Any], declared: Iterable[Deadline]) -> None:
    """Read the relations that the declarations need; what was read before the act may be stale."""
    names = sorted({name for deadline in declared for name in deadline.prefetch})
    if not names:
        return
    for record in records:
        cache = getattr(record, "_prefetched_objects_cache", {})
        for name in names:
            cache.pop(name.split("__")[0], None)
    prefetch_related_objects(records, *names)


def _close_alerts(kind: str, ids: list[int], wanted: Wanted, at: datetime) -> None:
    """Close the alerts whose moment moved or vanished: the record was dealt with."""
    live = Alert.objects.live().filter(record_kind=kind, record_id__in=ids)
    alerts = list(live.exclude(deadline=""))
    if not alerts:
        return
    causes = {cause_of(*spot, facts.due_at if facts.is_exact else facts.due_on) for spot, (facts, _) in wanted.items()}
    over = [alert for alert in alerts if alert.cause not in causes]
    for outcome in (Outcome.ACTED, Outcome.MOVED):
        close([alert for alert in over if _ended(alert, wanted) == outcome], at=at, outcome=outcome)


def _ended(alert: Alert, wanted: Wanted) -> Outcome:
    key = alert.cause.split(":", 3)[2]
    return Outcome.MOVED if (alert.record_id, alert.deadline, key) in wanted else Outcome.ACTED

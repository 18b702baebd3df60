"""Keep what was computed at each month end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from hub.law.findings import Finding
from hub.maturity import acts, selectors
from hub.maturity.models import Snapshot, SnapshotLine
from hub.maturity.selectors import Assessment
from hub.maturity.services.falling import tell_of_falls
from hub.maturity.terms import Subject
from hub.platform import clock
from hub.platform.actors import Actor, system_actor
from hub.platform.acts import Refused, create
from hub.platform.tenancy.models import Authority
from hub.strategy.selectors import with_a_strategy


def take(*, authority: Authority, on: date, by: Actor, at: datetime) -> Snapshot:
    """Keep the levels as at the end of a month.

    :param on: the last day of a month that is over.
    :raises Refused: for another day, or when that month end is kept already.
    """
    if (on + timedelta(days=1)).day != 1 or on >= clock.london(at).date():
        message = f"{on:%-d %B %Y} is not the last day of a month that is over."
        raise Refused(acts.SNAPSHOT, [Finding("not_an_end", message, cure="on")])
    if Snapshot.objects.filter(authority=authority, on=on).exists():
        raise Refused(acts.SNAPSHOT, [Finding("kept", f"The month end of {on:%-d %B %Y} is kept already.")])
    found = selectors.assess(authority, datetime.combine(on, time(23, 59, 59), clock.LONDON))
    snapshot = Snapshot(
        authority=authority,
        on=on,
        taken_at=at,
        plan_score=found.plan_score,
        diagnostic_score=found.diagnostic_score,
        rows_measured=found.rows_measured,
        behaviours_measured=found.behaviours_measured,
    )
    with create(acts.SNAPSHOT, snapshot, by=by, at=at) as entry:
        snapshot.save()
        SnapshotLine.objects.bulk_create(_lines(snapshot, found))
        entry.note(on=on)
    tell_of_falls(snapshot, at=at)
    return snapshot


def _lines(snapshot: Snapshot, found: Assessment) -> list[SnapshotLine]:
    placed = [
        *((Subject.CAPABILITY, each, _figures(each)) for each in found.capabilities),
        *((Subject.ROW, each, {}) for each in found.rows),
        *((Subject.BEHAVIOUR, each, {}) for each in found.behaviours),
    ]
    return [
        SnapshotLine(snapshot=snapshot, subject=subject, code=each.code, computed=each.computed, figures=figures)
        for subject, each, figures in placed
    ]


def _figures(capability: selectors.Capability) -> dict[str, Any]:
    parts = [part for test in capability.tests for part in test.parts if part.figure is not None]
    return {part.key: [str(part.figure), str(part.numerator), str(part.denominator)] for part in parts}


def take_missing(running: Any = None) -> dict[str, Any]:
    """Take the snapshot of the month that ended last, for every authority with a strategy; the worker does so daily.

    :param running: the job, which shows how far it is.
    """
    at = clock.now()
    last = clock.london(at).date().replace(day=1) - timedelta(days=1)
    taken = []
    for authority in with_a_strategy():
        if not Snapshot.objects.filter(authority=authority, on=last).exists():
            take(authority=authority, on=last, by=system_actor(), at=at)
            taken.append(authority.code)
    return {"on": last.isoformat(), "taken": taken}

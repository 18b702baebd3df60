"""What happens when nobody acts: alerts come back, pass to others, and climb to the next in line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from hub.platform import clock
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.people import Directory, line_manager
from hub.platform.deadlines.services import Telling, close, escalate, raise_alerts, wake
from hub.platform.deadlines.terms import AlertKind, AlertState, Outcome
from hub.platform.identity.models import Membership
from hub.platform.identity.roles import Role
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority

CHUNK = 200
SET = "alert_ladder"


@dataclass(frozen=True)
class Rung:
    """One step of the ladder: who hears next, and when.

    :param role: a role at the record's authority, or ``line_manager``.
    :param after: how long an alert may stay unanswered.
    :param before_due: how close to its deadline an alert may come without being dealt with.
    :param grace: how long each person has in any case.
    """

    role: str
    after: timedelta
    before_due: timedelta
    grace: timedelta


def climb(*, at: datetime) -> int:
    """Bring back, hand over and pass on; gives how many alerts moved."""
    on = clock.london(at).date()
    directory = Directory(on)
    moved = 0
    back = Alert.objects.filter(status=AlertState.PUT_OFF, put_off_until__lte=on).order_by("pk")
    for batch in _chunks(back):
        wake(batch, at=at)
        moved += len(batch)
    for batch in _chunks(_left(on)):
        _hand_over(batch, directory, at)
        moved += len(batch)
    ladders: dict[int, list[Rung]] = {}
    for batch in _chunks(Alert.objects.waiting().filter(due_at__isnull=False).order_by("pk")):
        moved += _pass_on(batch, ladders, directory, at)
    return moved


def _left(on: Any) -> Any:
    """Give the live alerts of people who hold nothing any more, or nothing at the authority whose record it is.

    News is told to one person wherever they work, so it stays with who moved.
    """
    held = Membership.objects.in_force(on).filter(person_id=OuterRef("person_id"))
    there = held.filter(party_id=OuterRef("authority_id"))
    gone = ~Exists(held) | (~Q(deadline="") & ~Exists(there))
    return Alert.objects.live().filter(gone).order_by("pk")


def _chunks(found: Any) -> list[list[Alert]]:
    alerts = list(found)
    return [alerts[start : start + CHUNK] for start in range(0, len(alerts), CHUNK)]


@transaction.atomic
def _hand_over(alerts: list[Alert], directory: Directory, at: datetime) -> None:
    """Close the alerts of people who left, and tell the holders of the role behind them."""
    tellings = []
    for alert in alerts:
        otherwise = alert.declared.otherwise if alert.declared else ()
        for role in otherwise:
            for person in directory.holders(role, alert.authority_id):
                tellings.append(_again(alert, person, alert.why, alert.level))
    close(alerts, at=at, outcome=Outcome.LEFT)
    raise_alerts(tellings, at=at)


def _pass_on(alerts: list[Alert], ladders: dict[int, list[Rung]], directory: Directory, at: datetime) -> int:
    told: dict[str, set[int]] = {}
    for cause, person in Alert.objects.filter(cause__in={a.cause for a in alerts}).values_list("cause", "person_id"):
        told.setdefault(cause, set()).add(person)
    passed, tellings = [], []
    for alert in alerts:
        rungs = ladders.get(alert.authority_id)
        if rungs is None:
            rungs = ladders[alert.authority_id] = ladder(alert.authority, at)
        people, level = _next_in_line(alert, rungs, told[alert.cause], directory=directory, at=at)
        if people:
            passed.append(alert)
            told[alert.cause] |= set(people)
            tellings += [_again(alert, person, AlertKind.ESCALATED, level) for person in people]
    with transaction.atomic():
        escalate(passed, at=at)
        raise_alerts(tellings, at=at)
    return len(passed)


def _next_in_line(
    alert: Alert, rungs: Sequence[Rung], told: set[int], *, directory: Directory, at: datetime
) -> tuple[list[int], int]:
    """Give who hears next; a rung whose holders all know already is stepped over."""
    for level, rung in enumerate(rungs[alert.level :], start=alert.level + 1):
        if not is_time(alert, rung, at):
            break
        people = [one for one in _holders(rung, alert, directory) if one not in told]
        if people:
            return people, level
    return [], alert.level


def is_time(alert: Alert, rung: Rung, at: datetime) -> bool:
    """Say whether an alert has waited long enough, or come close enough to its deadline, to climb."""
    waited = at - alert.raised_at
    if waited < rung.grace:
        return False
    unanswered = alert.status == AlertState.OPEN and waited >= rung.after
    return unanswered or (alert.due_at is not None and at >= alert.due_at - rung.before_due)


def _holders(rung: Rung, alert: Alert, directory: Directory) -> list[int]:
    if rung.role == "line_manager":
        manager = line_manager(alert.person_id)
        return [manager] if manager is not None and directory.is_at(manager, alert.authority_id) else []
    return directory.holders(Role(rung.role), alert.authority_id)


def ladder(authority: Authority, at: datetime) -> list[Rung]:
    """Give the ladder of an authority on a day; with no setting nothing climbs."""
    entries = lookup.get(SET, on=clock.london(at).date(), authority=authority)
    return [
        Rung(
            role=str(entry.data["role"]),
            after=timedelta(days=int(entry.data["after_days"])),
            before_due=timedelta(days=int(entry.data["before_due_days"])),
            grace=timedelta(days=int(entry.data.get("grace_days", 1))),
        )
        for entry in entries
    ]


def _again(alert: Alert, person_id: int, kind: str, level: int) -> Telling:
    more = {
        name: getattr(alert, name)
        for name in ("deadline", "record_kind", "record_id", "due_on", "due_at", "is_confidential")
    }
    return Telling(
        person_id, alert.authority_id, alert.cause, alert.sentence, alert.link, AlertKind(kind), level=level, more=more
    )

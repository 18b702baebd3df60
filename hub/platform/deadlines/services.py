"""Tell people, and what people do with what they were told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from hub.law.findings import Finding
from hub.platform import clock, words
from hub.platform.actors import Actor, system_actor
from hub.platform.acts import Refused, perform, perform_many
from hub.platform.deadlines import acts, rules
from hub.platform.deadlines.models import Alert, Notice
from hub.platform.deadlines.terms import WAITING, AlertKind, AlertState, Channel, Outcome
from hub.platform.events.models import Event
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority

CHUNK = 500
CHANGED = [
    "status", "step", "level", "seen_at", "put_off_until", "escalated_at", "closed_at", "outcome", "version",
]  # fmt: skip


@dataclass(frozen=True)
class Telling:
    """One thing to tell to one person."""

    person_id: int
    authority_id: int
    cause: str
    sentence: str
    link: str = ""
    why: AlertKind = AlertKind.TOLD
    step: str = "first"
    level: int = 0
    more: dict[str, Any] = field(default_factory=dict)


def raise_alerts(tellings: Sequence[Telling], *, at: datetime) -> list[Alert]:
    """Raise the alerts that do not stand yet, and queue their e-mails; nobody is told twice of one cause.

    A moment that went and is back, or a person who answers for the record again, brings the alert back.
    """
    causes = {telling.cause for telling in tellings}
    told: dict[tuple[str, int], list[Alert]] = {}
    for alert in Alert.objects.filter(cause__in=causes):
        told.setdefault((alert.cause, alert.person_id), []).append(alert)
    fresh: dict[tuple[str, int], Alert] = {}
    for telling in tellings:
        spot = (telling.cause, telling.person_id)
        if spot not in told:
            fresh.setdefault(spot, _alert(telling, at))
    bring_back(told, tellings, at=at)
    alerts = list(fresh.values())
    if alerts:
        perform_many(acts.RAISE, alerts, by=system_actor(), at=at, write=Alert.objects.bulk_create)
        queue_notices(alerts, at=at)
    return alerts


def bring_back(told: Mapping[tuple[str, int], Sequence[Alert]], tellings: Sequence[Telling], *, at: datetime) -> None:
    """Open alerts of deadlines again that the Hub itself closed, where their deadline asks the same of the same person.

    What somebody says they have dealt with stays closed.

    :param told: the stored alerts by cause and person.
    """
    steps: dict[int, str] = {}
    closed: dict[int, Alert] = {}
    for telling in tellings:
        if telling.why == AlertKind.TOLD and telling.more.get("deadline"):
            for alert in told.get((telling.cause, telling.person_id), ()):
                if alert.why == AlertKind.TOLD and alert.status == AlertState.CLOSED:
                    steps[alert.pk], closed[alert.pk] = telling.step, alert
    if not closed:
        return
    settled = Event.objects.filter(verb=acts.ACT.name, root_kind=Alert.kind(), root_id__in=list(closed))
    for pk in settled.values_list("root_id", flat=True):
        closed.pop(pk, None)
    for pk, alert in closed.items():
        alert.step, alert.level, alert.outcome = steps[pk], 0, ""
        alert.closed_at = alert.seen_at = alert.put_off_until = alert.escalated_at = None
    _change(acts.RETURN, list(closed.values()), at=at)
    queue_notices(closed.values(), at=at)


def tell(
    *,
    cause: str,
    people: Iterable[int],
    authority: Authority,
    sentence: str,
    at: datetime,
    link: str = "",
    about: Any = None,
) -> list[Alert]:
    """Tell some people one piece of news, once for each cause and person.

    :param cause: what happened, such as ``import:42``; the same cause is never told twice to the same person.
    :param sentence: what the person reads; nothing confidential.
    :param about: the record it is about, or None.
    """
    more = {"record_kind": about.kind(), "record_id": about.pk} if about is not None else {}
    tellings = [
        Telling(person, authority.pk, cause, sentence, link, AlertKind.NEWS, more=more)
        for person in dict.fromkeys(people)
    ]
    try:
        with transaction.atomic():
            return raise_alerts(tellings, at=at)
    except IntegrityError:
        # Somebody told the same at the same moment; what is left untold is told now.
        return raise_alerts(tellings, at=at)


def _alert(telling: Telling, at: datetime) -> Alert:
    return Alert(
        person_id=telling.person_id,
        authority_id=telling.authority_id,
        cause=telling.cause,
        why=telling.why,
        sentence=telling.sentence[:300],
        link=telling.link,
        step=telling.step,
        level=telling.level,
        raised_at=at,
        **telling.more,
    )


def queue_notices(alerts: Iterable[Alert], *, at: datetime) -> None:
    """Queue an e-mail for the present step of each alert, in the way each person prefers."""
    wanted = list(alerts)
    chosen = channels({alert.person_id for alert in wanted})
    rows = [
        Notice(
            alert=alert,
            person_id=alert.person_id,
            step=alert.step,
            channel=chosen[alert.person_id],
            send_at=rules.next_digest(at) if chosen[alert.person_id] == Channel.DIGEST else at,
        )
        for alert in wanted
        if chosen.get(alert.person_id, Channel.NONE) != Channel.NONE
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=CHUNK)


def channels(people: Iterable[int]) -> dict[int, Channel]:
    """Give how each person wants to be told; one e-mail at 8am unless they chose otherwise."""
    found: dict[int, Channel] = {}
    for pk, preferences in Person.objects.filter(pk__in=list(people)).values_list("pk", "preferences"):
        wish = (preferences or {}).get("alerts", Channel.DIGEST)
        found[pk] = Channel(wish) if wish in set(Channel) else Channel.DIGEST
    return found


def acknowledge(alert: Alert, *, by: Actor, at: datetime) -> Alert:
    """Say that one has seen an alert and is dealing with it; news is closed by reading it."""
    if alert.why == AlertKind.NEWS:
        return _close_one(alert, acts.READ, Outcome.READ, by=by, at=at)
    with perform(acts.ACKNOWLEDGE, alert, by=by, at=at):
        alert.seen_at = at
        alert.put_off_until = None
    return alert


def put_off(alert: Alert, *, by: Actor, at: datetime, until: date, reason: str) -> Alert:
    """Put an alert off to a day before it is due.

    :raises Refused: when the day is not after today or not before the deadline, or no reason is given.
    """
    if findings := bars_to_putting_off(alert, until=until, reason=reason, on=clock.london(at).date()):
        raise Refused(acts.PUT_OFF, findings)
    with perform(acts.PUT_OFF, alert, by=by, at=at) as entry:
        alert.put_off_until = until
        alert.seen_at = alert.seen_at or at
        entry.note(reason, until=until)
    return alert


def bars_to_putting_off(alert: Alert, *, until: date, reason: str, on: date) -> list[Finding]:
    """Give what stands in the way of putting an alert off to a day."""
    found: list[Finding] = []
    if not reason.strip():
        found.append(Finding("no_reason", "Enter why you are putting this off."))
    if until <= on:
        found.append(Finding("not_after_today", "The day must be after today."))
    last = alert.last_put_off_day
    if last is not None and until > last:
        if last <= on:
            found.append(Finding("too_late", "This is due too soon to be put off. Deal with it now."))
        else:
            message = (
                f"This is due on {words.date_long(alert.due_on or last)}. Choose {words.date_long(last)} or earlier."
            )
            found.append(Finding("after_the_deadline", message))
    return found


def act(alert: Alert, *, by: Actor, at: datetime, reason: str) -> Alert:
    """Say that what the alert asked for was dealt with, and how, where the record itself cannot show it."""
    if not reason.strip():
        raise Refused(acts.ACT, [Finding("no_reason", "Enter what was done.")])
    return _close_one(alert, acts.ACT, Outcome.ACTED, by=by, at=at, reason=reason)


def _close_one(alert: Alert, named: Any, outcome: Outcome, *, by: Actor, at: datetime, reason: str = "") -> Alert:
    with perform(named, alert, by=by, at=at) as entry:
        alert.closed_at = at
        alert.outcome = outcome
        entry.note(reason, outcome=outcome)
    return alert


def close(alerts: Sequence[Alert], *, at: datetime, outcome: Outcome) -> None:
    """Close alerts as the system, because what they asked for is settled."""
    for alert in alerts:
        alert.closed_at = at
        alert.outcome = outcome
    _change(acts.CLOSE, alerts, at=at)


def close_cause(cause: str, *, at: datetime, outcome: Outcome = Outcome.ACTED) -> None:
    """Close every live alert of a cause."""
    close(list(Alert.objects.live().filter(cause=cause)), at=at, outcome=outcome)


def wake(alerts: Sequence[Alert], *, at: datetime) -> None:
    """Bring back the alerts whose putting-off has ended, and tell their people."""
    for alert in alerts:
        alert.step = f"back {alert.put_off_until}"
        alert.put_off_until = None
    _change(acts.WAKE, alerts, at=at)
    queue_notices(alerts, at=at)


def escalate(alerts: Sequence[Alert], *, at: datetime) -> None:
    """Mark alerts as passed on to the next in line."""
    for alert in alerts:
        alert.escalated_at = at
        alert.level += 1
    _change(acts.ESCALATE, alerts, at=at)


def remind(alerts: Sequence[Alert], *, step: str, at: datetime) -> None:
    """Tell people again at a later step of the same deadline, where they have not dealt with it."""
    due = [alert for alert in alerts if alert.status in WAITING and alert.step != step]
    for alert in due:
        alert.step = step
    Alert.objects.filter(pk__in=[alert.pk for alert in due]).update(step=step)
    queue_notices(due, at=at)


def _change(named: Any, alerts: Sequence[Alert], *, at: datetime) -> None:
    def write(batch: list[Alert]) -> None:
        for alert in batch:
            alert.version += 1
        Alert.objects.bulk_update(batch, CHANGED, batch_size=CHUNK)

    if alerts:
        perform_many(named, list(alerts), by=system_actor(), at=at, write=write)

"""Deal with several alerts at once: each has its own event, and what cannot be done to one is left with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from hub.law.findings import Finding
from hub.platform import clock
from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.deadlines import acts
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.services import CHANGED, CHUNK, bars_to_putting_off
from hub.platform.deadlines.terms import AlertKind, Outcome
from hub.platform.several import Several, perform_several, sort_out

Change = Callable[[Alert], None]
IS_NEWS = Finding("is_news", "News asks nothing of you. Choose “I have seen this” to take it off your list.")


def sort_for(act: Act, alerts: Sequence[Alert], *, by: Actor, at: datetime) -> Several:
    """Tell which alerts an act is open for; seeing news means reading it."""
    if act is acts.ACKNOWLEDGE:
        news, others = _by_kind(alerts)
        return sort_out(acts.READ, news, by=by, at=at) + sort_out(act, others, by=by, at=at)
    return sort_out(act, alerts, by=by, at=at, bar=_bars_news)


def acknowledge(alerts: Sequence[Alert], *, by: Actor, at: datetime) -> Several:
    """Say that one has seen several alerts; those that are news are closed by it."""

    def seen(alert: Alert) -> None:
        alert.seen_at, alert.put_off_until = at, None

    def read(alert: Alert) -> None:
        alert.closed_at, alert.outcome = at, Outcome.READ

    news, others = _by_kind(alerts)
    return _change(acts.READ, news, read, by=by, at=at) + _change(acts.ACKNOWLEDGE, others, seen, by=by, at=at)


def put_off(alerts: Sequence[Alert], *, by: Actor, at: datetime, until: date, reason: str) -> Several:
    """Put several alerts off to one day with one reason; those due too soon for that day are left."""
    on = clock.london(at).date()

    def bar(alert: Alert) -> list[Finding]:
        return _bars_news(alert) or bars_to_putting_off(alert, until=until, reason=reason, on=on)

    def later(alert: Alert) -> None:
        alert.put_off_until = until
        alert.seen_at = alert.seen_at or at

    more = {"bar": bar, "text": reason, "facts": lambda alert: {"until": until}}
    return _change(acts.PUT_OFF, alerts, later, by=by, at=at, **more)


def deal_with(alerts: Sequence[Alert], *, by: Actor, at: datetime, reason: str) -> Several:
    """Say of several alerts that what they asked for was dealt with, and how."""

    def settled(alert: Alert) -> None:
        alert.closed_at, alert.outcome = at, Outcome.ACTED

    more = {"bar": _bars_news, "text": reason, "facts": lambda alert: {"outcome": Outcome.ACTED}}
    return _change(acts.ACT, alerts, settled, by=by, at=at, **more)


def _bars_news(alert: Alert) -> list[Finding]:
    return [IS_NEWS] if alert.why == AlertKind.NEWS else []


def _by_kind(alerts: Sequence[Alert]) -> tuple[list[Alert], list[Alert]]:
    news = [alert for alert in alerts if alert.why == AlertKind.NEWS]
    return news, [alert for alert in alerts if alert.why != AlertKind.NEWS]


def _change(act: Act, alerts: Sequence[Alert], change: Change, *, by: Actor, at: datetime, **more: Any) -> Several:
    def write(batch: list[Alert]) -> None:
        for alert in batch:
            change(alert)
            alert.version += 1
        Alert.objects.bulk_update(batch, CHANGED, batch_size=CHUNK)

    return perform_several(act, alerts, by=by, at=at, write=write, **more)

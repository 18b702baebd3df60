"""Let the worker tell people what was due, as it would have done day by day, and let them answer some of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.deadlines import selectors, services
from hub.platform.deadlines.ladder import climb
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.runner import run_due
from hub.platform.testing.cast import Cast

START = datetime(2026, 11, 23, 9, tzinfo=clock.LONDON)
LOOKED_ON = (date(2026, 9, 28), date(2026, 10, 26), date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 20))


def tell_people(cast: Cast, *, start: datetime) -> None:
    """Run the deadlines on a few past days and at the demo's first moment."""
    for number, day in enumerate(LOOKED_ON):
        at = datetime.combine(day, time(0, 10), tzinfo=clock.LONDON)
        if at < start:
            with clock.frozen(at):
                run_due(at=at)
                climb(at=at)
            answer_some(cast, at=at + timedelta(hours=10), number=number)
    with clock.frozen(start):
        run_due(at=start)


def answer_some(cast: Cast, *, at: datetime, number: int) -> None:
    """Let people say that they have seen their alerts, all but a few, and put one off."""
    with clock.frozen(at):
        for key in ("aisha", "tom", "ruth", "priya", "helen", "daniel", "morag"):
            actor = cast.actor(key)
            waiting = [alert for alert in selectors.alerts_for(actor) if alert.status == "open" and alert.due_on]
            put_off_one(waiting[2::5], actor, at=at, days=10 + 7 * number)
            for place, alert in enumerate(waiting):
                if place % 5 != 2:
                    services.acknowledge(alert, by=actor, at=at)


def put_off_one(alerts: list[Alert], actor: Actor, *, at: datetime, days: int) -> None:
    """Let a person put off the first alert that is far enough from its date, to a day after the demo begins."""
    until = at.date() + timedelta(days=days)
    for alert in alerts:
        if alert.last_put_off_day and until < alert.last_put_off_day and until > START.date():
            services.put_off(alert, until=until, reason="Waiting for the service's figures", by=actor, at=at)
            return

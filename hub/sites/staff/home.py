"""My work: what is late, due today and due this week, and what hangs on it, for the person who is signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.approvals import selectors as approvals
from hub.platform.deadlines import selectors as deadlines
from hub.platform.drafts.services import drafts_of
from hub.platform.identity.roles import EVERYONE, OFFICERS, Role
from hub.platform.ui import panels
from hub.platform.ui.starts import starts_for
from hub.platform.ui.views import PageView
from hub.platform.words import date_short

SHOWN = 8
# Counting further helps nobody and costs a lead of a large authority a second.
MOST_COUNTED = 500
DAYS_AHEAD = 14


@dataclass(frozen=True)
class Line:
    """One thing to do: the act, the record, by when, and where it is done."""

    act: str
    record: str
    reference: str
    record_href: str
    due: str
    note: str
    href: str
    is_late: bool = False


@dataclass(frozen=True)
class Bucket:
    """Late, today or this week: the first lines, how many there are, and where the rest stand."""

    name: str
    title: str
    lines: list[Line]
    total: int
    rest_href: str

    @property
    def total_words(self) -> str:
        """Give the number as people read it."""
        return f"more than {MOST_COUNTED:,}" if self.total > MOST_COUNTED else f"{self.total:,}"


@dataclass(frozen=True)
class DayAhead:
    """One working day of the next two weeks."""

    day: date
    is_today: bool
    starts_week: bool
    lines: list[str]
    more: int


class HomeView(PageView):
    """The first page after sign-in."""

    reads = EVERYONE
    template_name = "staff/home.html"
    title = "My work"

    def context(self) -> dict[str, Any]:
        """Add the buckets, the approvals, the drafts, the next days and the packages' own panels."""
        actor, at = self.actor, self.at
        mine = not leads(actor) or "mine" in self.request.GET
        today = clock.london(at).date()
        return {
            **super().context(),
            "today": today,
            "mine": mine,
            "leads": leads(actor),
            "buckets": buckets(actor, at=at, today=today, mine=mine),
            "approvals": approvals.waiting_on(actor, at=at)[:SHOWN],
            "drafts": drafts_of(actor.person_id, site="staff", at=at)[:5] if actor.person_id else [],
            "days": days_ahead(actor, today=today, mine=mine),
            "panels": panels.panels_for("home", None, actor, at),
        }


class NewView(PageView):
    """Everything that this person can begin."""

    reads = OFFICERS
    template_name = "staff/new.html"
    title = "Start something new"

    def context(self) -> dict[str, Any]:
        """Add the beginnings."""
        return {**super().context(), "starts": starts_for(self.actor)}


def leads(actor: Actor) -> bool:
    """Say whether the person answers for a team, whose work they then see first."""
    return actor.has_any({Role.PROCUREMENT_LEAD})


def buckets(actor: Actor, *, at: datetime, today: date, mine: bool) -> list[Bucket]:
    """Sort what is due into late, today and this week."""
    end_of_week = today + timedelta(days=7)
    late = deadlines.late(actor, at=at, mine=mine)
    due_today = deadlines.coming(actor, on=today, until=today + timedelta(days=1), mine=mine).filter(due_at__gt=at)
    this_week = deadlines.coming(actor, on=today + timedelta(days=1), until=end_of_week, mine=mine)
    parts = [("late", "Late", late), ("today", "Today", due_today), ("week", "This week", this_week)]
    found = [bucket(name, title, rows, at=at, today=today) for name, title, rows in parts]
    return [one for one in found if one.total]


def bucket(name: str, title: str, rows: Any, *, at: datetime, today: date) -> Bucket:
    """Put the first rows into words and count the rest, as far as a count still tells something."""
    first = list(rows[:SHOWN])
    total = len(first) if len(first) < SHOWN else rows.order_by()[: MOST_COUNTED + 1].count()
    lines = [line(one, at=at, today=today) for one in deadlines.in_words(first)]
    return Bucket(name, title, lines, total, "/calendar/")


def line(one: deadlines.Coming, *, at: datetime, today: date) -> Line:
    """Give one deadline as a line of the list."""
    row = one.row
    days = (today - row.due_on).days
    note = f"{days:,} days late" if days > 1 else "1 day late" if days == 1 else ""
    return Line(
        act=one.sentence,
        record="",
        reference="",
        record_href=one.link,
        due=date_short(row.due_on),
        note=note if row.is_late(at) else row.label,
        href=one.link,
        is_late=row.is_late(at),
    )


def days_ahead(actor: Actor, *, today: date, mine: bool) -> list[DayAhead]:
    """Give the working days of the next two weeks with what is due on each."""
    until = today + timedelta(days=DAYS_AHEAD)
    by_day: dict[date, list[str]] = {}
    for row in deadlines.coming(actor, on=today, until=until, mine=mine)[:200]:
        by_day.setdefault(row.due_on, []).append(row.label)
    days = [today + timedelta(days=n) for n in range(DAYS_AHEAD)]
    return [day_ahead(day, today, by_day.get(day, [])) for day in days if day.weekday() < 5]


def day_ahead(day: date, today: date, labels: Iterable[str]) -> DayAhead:
    """Give one day with its first three lines."""
    found = list(labels)
    return DayAhead(day, day == today, day.weekday() == 0 and day != today, found[:3], max(0, len(found) - 3))

"""The queue of a person's alerts, nearest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from hub.platform import words
from hub.platform.actors import Actor
from hub.platform.deadlines import selectors
from hub.platform.deadlines.declare import REGISTRY
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.terms import AlertKind, AlertState, Outcome
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    ComputedColumn,
    DateColumn,
    LinkColumn,
    MomentColumn,
    TermColumn,
)
from hub.platform.registers.filters import ChoiceFilter, DateFilter, Option, OptionFilter
from hub.platform.registers.listing import Listing
from hub.platform.ui.parts import Tag

WEEK = timedelta(days=7)
TODO = [AlertState.OPEN.value, AlertState.ACKNOWLEDGED.value, AlertState.ESCALATED.value]


def tag_of(alert: Alert, at: datetime) -> Tag | None:
    """Give the one tag of an alert's line, only where someone must act."""
    if alert.status in (AlertState.CLOSED, AlertState.PUT_OFF):
        return None
    if alert.status == AlertState.ESCALATED:
        return Tag("Passed on", "red")
    if alert.is_late(at):
        return Tag("Late", "red")
    if alert.why == AlertKind.ESCALATED:
        return Tag("Not acted on", "red")
    if alert.why == AlertKind.NEWS or alert.status == AlertState.ACKNOWLEDGED:
        return None
    return Tag("To do", "yellow")


def sorts() -> dict[str, str]:
    """Give the sorts of deadlines in words; news has none."""
    return {name: deadline.label for name, deadline in REGISTRY.items()}


class SortFilter(ChoiceFilter):
    """The sort of deadline, named as it was declared."""

    def words(self, model: Any, keys: list[str], seen: Any = None) -> dict[str, str]:
        """Give the declared labels."""
        known = sorts()
        return {key: known.get(key, key) for key in keys}


class AlertRegister(Register):
    """One person's own alerts: what waits first, and behind the tabs what was put off or settled."""

    name = "alerts"
    title = "Alerts"
    noun = ("alert", "alerts")
    default_sort = "due_on"
    default_view = "todo"
    search_fields = ("sentence",)
    search_hint = "Words of the alert"
    columns = (
        LinkColumn("sentence", "What to do", value=lambda row: row.title, sort="sentence", css=""),
        DateColumn("due_on", "Due", sort="due_at", sort_phrase="due date", none="No date", card=False),
        ComputedColumn("needs", "Needs", value=lambda row: getattr(row, "needs", None)),
        TermColumn("deadline", "About", labels=sorts, card=False),
        TermColumn("why", "Why you", term=AlertKind),
        TermColumn("status", "State", term=AlertState),
        MomentColumn("raised_at", "Told", on=False),
        DateColumn("put_off_until", "Put off until", on=False),
        TermColumn("outcome", "How it ended", term=Outcome, on=False),
        MomentColumn("closed_at", "Settled", on=False),
    )
    filters = (
        ChoiceFilter("status", "State", choices=AlertState.choices()),
        ChoiceFilter("why", "Why you", choices=AlertKind.choices()),
        SortFilter("deadline", "About", none="News"),
        OptionFilter(
            "when",
            "When",
            options=(
                Option("late", "Late", lambda at: Q(due_at__lte=at)),
                Option("week", "In the next 7 days", lambda at: Q(due_at__gt=at, due_at__lte=at + WEEK)),
                Option("later", "Later", lambda at: Q(due_at__gt=at + WEEK)),
            ),
        ),
        DateFilter("due", "Due", field="due_on"),
    )
    views = (
        BuiltIn("todo", "To do", {"status": TODO}),
        BuiltIn("late", "Late", {"status": TODO, "when": "late"}),
        BuiltIn("put-off", "Put off", {"status": "put_off", "sort": "put_off_until"}),
        BuiltIn(
            "settled", "Settled", {"status": "closed", "sort": "-closed_at", "columns": "due_on,outcome,closed_at"}
        ),
    )
    empty = Empty("Nothing waits on you")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the person's own alerts, and nobody else's."""
        return selectors.all_alerts_of(actor)

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Mark those where somebody must act."""
        for row in rows:
            row.needs = tag_of(row, at)

    def nothing(self, listing: Listing) -> Empty | None:
        """Say that nothing waits, and when that last changed."""
        if listing.asked.q or listing.asked.view != self.default_view:
            return None
        last = selectors.last_change(listing.asking.actor)
        if last is None:
            why = "You will be told here, and by e-mail if you wish, when something is due."
            return Empty("Nothing waits on you", why)
        return Empty("Nothing waits on you", f"This last changed on {words.date_long(last)}.")

    def links(self, actor: Actor) -> list[HeadLink]:
        """Lead to the calendar, and to how alerts arrive."""
        calendar = [HeadLink("Calendar", "/calendar/")] if actor.home_id is not None else []
        return [*calendar, HeadLink("How alerts reach you", "/account/")]

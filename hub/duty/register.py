"""The duties of the law as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from hub.duty import selectors
from hub.duty.models import Duty
from hub.duty.terms import CODES, STANDING, State
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.registers.address import EVERYTHING, Asked, Params
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    ComputedColumn,
    DateColumn,
    LinkColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import Asking, ChoiceFilter, DateFilter, Option, OptionFilter, measure_filters
from hub.platform.registers.models import SavedView
from hub.platform.ui.parts import Tag

SOON = timedelta(days=30)
TO_DO = sorted(STANDING)


def late(at: datetime) -> Q:
    """Keep what should have been done by now."""
    return Q(status=State.OPEN, by__lt=london(at).date())


def soon(at: datetime) -> Q:
    """Keep what is due in the next 30 days."""
    on = london(at).date()
    return Q(status=State.OPEN, by__gte=on, by__lte=on + SOON)


def later(at: datetime) -> Q:
    """Keep what is due after that."""
    return Q(status=State.OPEN, by__gt=london(at).date() + SOON)


def days_left(duty: Any) -> int | None:
    """Give how many days are left until the last day; less than nothing once it has passed."""
    return duty.days_left  # type: ignore[no-any-return]


def state_tag(duty: Any) -> Tag | str:
    """Give the state, as a tag where somebody must act."""
    if duty.is_late_now:
        return Tag("Overdue", "red")
    if duty.status == State.NEEDS_FACTS:
        return Tag(duty.get_status_display(), "yellow")
    return str(duty.get_status_display())


def proof(duty: Duty) -> str:
    """Give where it is found: number, else address."""
    return duty.notice_number or duty.notice_url


class DutyRegister(Register):
    """List the duties that an officer may read."""

    name = "duty"
    title = "Notice duties"
    noun = ("duty", "duties")
    default_sort = "by"
    default_view = "todo"
    search_kind = Duty.kind()
    search_hint = "What to do, contract or number of a notice"
    columns = (
        LinkColumn("reference", "Reference"),
        ComputedColumn("state", "State", value=state_tag, sort="status"),
        TextColumn("code", "Notice"),
        TextColumn("label", "What to do", on=False),
        TextColumn("subject_title", "About"),
        LinkColumn("subject_reference", "Record", href=lambda duty: duty.subject_page),
        DateColumn("by", "Due"),
        ComputedColumn("days_left", "Days left", value=days_left, sort="by", css="num"),
        PersonColumn("owner", "Owner", none="None"),
        ComputedColumn("proof", "Proof", value=proof, sort="notice_number"),
        TextColumn("citation", "Section"),
        DateColumn("published_on", "Done", on=False),
        TextColumn("before", "Must come before", on=False),
        TextColumn("department", "Department", on=False),
        TermColumn("status", "Stored state", term=State, on=False),
        TextColumn("why", "Why not", sort=None, on=False, card=False),
    )
    filters = (
        ChoiceFilter("status", "State", choices=State.choices()),
        OptionFilter(
            "due",
            "Due",
            options=(
                Option("late", "Overdue", late),
                Option("soon", "In the next 30 days", soon),
                Option("later", "Later", later),
                Option("none", "No day yet", Q(status__in=TO_DO, by__isnull=True)),
            ),
        ),
        ChoiceFilter("notice", "Notice", field="code", choices=CODES),
        ChoiceFilter("owner", "Owner", shown_as="name", none="No owner", mine=True),
        ChoiceFilter("department", "Department"),
        DateFilter("by", "Last day", field="by"),
        *measure_filters(of=Duty),
    )
    views = (
        BuiltIn("todo", "To do", {"status": TO_DO}),
        BuiltIn("mine", "Mine", {"owner": "me", "status": TO_DO}),
        BuiltIn("overdue", "Overdue", {"due": "late"}),
        BuiltIn("soon", "Next 30 days", {"due": "soon"}),
        BuiltIn("facts", "Facts missing", {"status": [State.NEEDS_FACTS]}),
        BuiltIn("done", "Done", {"status": [State.DONE]}),
    )
    empty = Empty(
        "No duties yet",
        "They come by themselves from contracts that are let under the Procurement Act 2023.",
        HeadLink("Contracts", "/contracts/"),
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the duties that an officer may read."""
        return selectors.duties(actor)

    def understand(self, query: Params, asking: Asking, mine: Sequence[SavedView] | None = None) -> Asked:
        """Open the bare address on what is to be done; words or filters without a view search the whole register."""
        if query and "view" not in query:
            query = {**query, "view": [EVERYTHING]}
        return super().understand(query, asking, mine)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Give the way to the questions behind the duties."""
        return [HeadLink("Law desk", "/law/")]

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Count the days that are left of each."""
        on = london(at).date()
        for row in rows:
            row.days_left = _left(row, on)
            row.is_late_now = row.is_late(on)


def _left(duty: Duty, on: date) -> int | None:
    return (duty.by - on).days if duty.status == State.OPEN and duty.by else None

"""The changes of law as a list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hub.lawdesk import selectors
from hub.lawdesk.models import LawChange
from hub.lawdesk.terms import UNREVIEWED, State
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    ComputedColumn,
    DateColumn,
    LinkColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import ChoiceFilter, DateFilter, measure_filters
from hub.platform.ui.parts import Tag


def late_tag(change: Any) -> Tag | None:
    """Mark a review that should have been closed; ``prepare`` knows the day."""
    return Tag("Late", "red") if getattr(change, "late", False) else None


class LawChangeRegister(Register):
    """List the changes of law that an officer may read."""

    name = "law_changes"
    title = "Changes of law"
    noun = ("change of law", "changes of law")
    default_sort = "review_by"
    search_kind = LawChange.kind()
    search_hint = "Words, table or reference"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Change"),
        DateColumn("first_day", "Holds from"),
        TermColumn("status", "Status", term=State),
        DateColumn("review_by", "Review by"),
        ComputedColumn("late", "Late", value=late_tag),
        PersonColumn("reviewer", "Reviewer", none="None"),
        DateColumn("opened_on", "Entered", on=False),
        DateColumn("closed_on", "Reviewed", on=False),
        TextColumn("table_title", "Table", on=False),
        TextColumn("source", "Source", on=False),
        TextColumn("outcome", "Outcome", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=State.choices()),
        ChoiceFilter("table_title", "Table"),
        ChoiceFilter("reviewer", "Reviewer", shown_as="name", none="No reviewer", mine=True),
        DateFilter("holds", "Holds from", field="first_day"),
        DateFilter("due", "Review by", field="review_by"),
        *measure_filters(of=LawChange),
    )
    views = (
        BuiltIn("open", "To review", {"status": sorted(UNREVIEWED)}),
        BuiltIn("mine", "Mine", {"reviewer": "me"}),
    )
    empty = Empty(
        "No changes of law yet",
        "One appears here when a row is added to a table of the law, on screen or by a newer version of the Hub.",
        HeadLink("Tables of the law", "/settings/"),
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the changes that an officer may read."""
        return selectors.changes(actor)

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Mark the late ones."""
        on = london(at).date()
        for row in rows:
            row.late = row.is_unreviewed and row.review_by < on

"""The quotes and tenders as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    BooleanColumn,
    LinkColumn,
    MomentColumn,
    NumberColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import ChoiceFilter, DateFilter, measure_filters
from hub.tender import acts, selectors
from hub.tender.models import Tender
from hub.tender.terms import GOING_ON, Sort, State


class QuoteRegister(Register):
    """List the quotes and tenders that an officer may read; what was received is on no list."""

    name = "quotes"
    title = "Quotes and tenders"
    noun = ("quote or tender", "quotes and tenders")
    default_sort = "-reference"
    search_kind = Tender.kind()
    search_hint = "Words or reference"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Title"),
        TermColumn("status", "Status", term=State),
        MomentColumn("due_at", "Answers due"),
        NumberColumn("invited_count", "Suppliers asked"),
        BooleanColumn("local_invited", "Local small firm asked"),
        PersonColumn("owner", "Led by"),
        TermColumn("sort", "Sort", term=Sort, on=False),
        TextColumn("route", "Route", on=False),
        TextColumn("place", "Where", on=False),
        MomentColumn("sent_at", "Sent", on=False),
        MomentColumn("closed_at", "Closed", on=False),
        TextColumn("pack_digest", "Fingerprint of the pack", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=State.choices()),
        ChoiceFilter("form", "Sort", field="sort", choices=Sort.choices()),
        ChoiceFilter("owner", "Led by", shown_as="name", mine=True),
        DateFilter("due", "Answers due", field="due_at", instant=True),
        *measure_filters(of=Tender),
    )
    views = (
        BuiltIn("mine", "Mine", {"owner": "me", "status": sorted(GOING_ON)}),
        BuiltIn("open", "Open", {"status": [State.OPEN.value]}),
    )
    empty = Empty("No quotes yet", "Ask for some: four short pages, and the suppliers are written to.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the quotes and tenders that an officer may read."""
        return selectors.tenders(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let those who may ask for quotes."""
        may = actor.has_any(acts.PREPARE.held_by)
        return [HeadLink("Ask for quotes", "/quotes/new/", go=True)] if may else []

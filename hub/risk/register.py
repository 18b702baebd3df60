"""The risk screens as a list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty, Register
from hub.platform.registers.columns import (
    DateColumn,
    LinkColumn,
    NumberColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import ChoiceFilter, DateFilter, measure_filters
from hub.risk import selectors
from hub.risk.models import Screen
from hub.risk.terms import Level, State, Topic


class ScreenRegister(Register):
    """List the screens that an officer may read."""

    name = "risk_screens"
    title = "Risk screens"
    noun = ("risk screen", "risk screens")
    default_sort = "-screened_on"
    search_kind = Screen.kind()
    search_hint = "Words or reference"
    columns = (
        LinkColumn("reference", "Reference"),
        TermColumn("topic", "Screen", term=Topic),
        TextColumn("subject_reference", "Record"),
        TextColumn("subject_title", "About"),
        TermColumn("level", "Level", term=Level),
        TermColumn("status", "Status", term=State),
        NumberColumn("open_asks", "Still asked for"),
        PersonColumn("reviewer", "Reviewer"),
        DateColumn("screened_on", "Answered"),
        DateColumn("review_by", "Review by"),
        DateColumn("again_on", "Again on", on=False),
        PersonColumn("screened_by", "Answered by", on=False),
    )
    filters = (
        ChoiceFilter("topic", "Screen", choices=Topic.choices()),
        ChoiceFilter("level", "Level", choices=Level.choices()),
        ChoiceFilter("status", "Status", choices=State.choices()),
        ChoiceFilter("reviewer", "Reviewer", shown_as="name", mine=True),
        DateFilter("review", "Review by", field="review_by"),
        *measure_filters(of=Screen),
    )
    views = (
        BuiltIn("mine", "For me to review", {"reviewer": "me", "status": [State.SCREENED.value]}),
        BuiltIn("high", "High", {"level": [Level.HIGH.value]}),
        BuiltIn("again", "To be done again", {"status": [State.OUTDATED.value]}),
    )
    empty = Empty("No screens yet", "Open a procurement or a contract and answer one of its five risk screens.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the screens that an officer may read."""
        return selectors.screens(actor)

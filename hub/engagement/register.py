"""The market engagements as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.engagement import acts, selectors
from hub.engagement.models import Exercise
from hub.engagement.terms import OPEN, Method, State
from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    BooleanColumn,
    DateColumn,
    LinkColumn,
    NumberColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import ChoiceFilter, DateFilter, measure_filters


class ExerciseRegister(Register):
    """List the market engagements that an officer may read."""

    name = "engagements"
    title = "Market engagement"
    noun = ("market engagement", "market engagements")
    default_sort = "-starts_on"
    search_kind = Exercise.kind()
    search_hint = "Words or reference"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Title"),
        TermColumn("status", "Status", term=State),
        TermColumn("method", "How", term=Method),
        DateColumn("starts_on", "First day"),
        DateColumn("ends_on", "Last day"),
        NumberColumn("findings_count", "Findings"),
        NumberColumn("uncited_count", "Not used yet"),
        PersonColumn("owner", "Led by"),
        TextColumn("notice_number", "Notice", on=False),
        DateColumn("notice_on", "Notice published", on=False),
        DateColumn("advantage_on", "Advantage assessed", on=False),
        BooleanColumn("must_exclude", "Supplier kept out", on=False),
        DateColumn("cite_by", "Use findings by", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=State.choices()),
        ChoiceFilter("method", "How", choices=Method.choices()),
        ChoiceFilter("owner", "Led by", shown_as="name", mine=True),
        DateFilter("starts", "First day", field="starts_on"),
        *measure_filters(of=Exercise),
    )
    views = (
        BuiltIn("mine", "Mine", {"owner": "me", "status": sorted(OPEN)}),
        BuiltIn("running", "Running", {"status": [State.RUNNING.value]}),
    )
    empty = Empty("No market engagement yet", "Plan one for a procurement, or for an entry of the pipeline.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the exercises that an officer may read."""
        return selectors.exercises(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let those who may plan one."""
        may = actor.has_any(acts.PLAN.held_by)
        return [HeadLink("Plan market engagement", "/engagement/new/", go=True)] if may else []

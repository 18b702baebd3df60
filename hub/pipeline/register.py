"""The forward plan as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.pipeline import acts, selectors
from hub.pipeline.models import PipelineEntry
from hub.pipeline.terms import State
from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import DateColumn, LinkColumn, MoneyColumn, PersonColumn, TermColumn, TextColumn
from hub.platform.registers.filters import ChoiceFilter, DateFilter, MoneyFilter, measure_filters


class PipelineRegister(Register):
    """List the entries that an officer may read."""

    name = "pipeline"
    title = "Pipeline"
    noun = ("entry", "entries")
    default_sort = "needed_on"
    search_kind = PipelineEntry.kind()
    search_hint = "Title, reference or contract"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Title"),
        MoneyColumn("value_ex_vat", "Value", vat="ex", total=True),
        DateColumn("needed_on", "Needed from"),
        DateColumn("start_by", "Start by"),
        PersonColumn("owner", "Owner", none="None"),
        TermColumn("status", "Status", term=State),
        TextColumn("origin_reference", "Follows"),
        DateColumn("origin_ends_on", "Which ends", on=False),
        TextColumn("department", "Department", on=False),
        TextColumn("budget_line", "Budget line", on=False),
        TextColumn("main_cpv", "CPV code", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=State.choices()),
        ChoiceFilter("owner", "Owner", shown_as="name", none="No owner", mine=True),
        ChoiceFilter("department", "Department"),
        DateFilter("needed", "Needed", field="needed_on"),
        MoneyFilter("value", "Value", field="value_ex_vat", vat="ex"),
        *measure_filters(of=PipelineEntry),
    )
    views = (
        BuiltIn("mine", "Mine", {"owner": "me"}),
        BuiltIn("proposed", "To be planned", {"status": ["proposed"]}),
    )
    empty = Empty(
        "No entries yet",
        "Open a contract that ends soon and choose Plan what follows.",
        HeadLink("Contracts that end in 12 months", "/contracts/?view=ending"),
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the entries that an officer may read."""
        return selectors.entries(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let those who may propose one."""
        return [HeadLink("Propose an entry", "/pipeline/new/", go=True)] if actor.has_any(acts.PROPOSERS) else []

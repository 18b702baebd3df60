"""The case files as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.law.terms import ContractKind, Procedure
from hub.platform.actors import Actor
from hub.platform.identity.roles import EDITORS
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import DateColumn, LinkColumn, MoneyColumn, PersonColumn, TermColumn, TextColumn
from hub.platform.registers.filters import ChoiceFilter, DateFilter, MoneyFilter, measure_filters
from hub.procurement import selectors
from hub.procurement.models import Procurement
from hub.procurement.terms import OPEN, State, Tier


class ProcurementRegister(Register):
    """List the procurements that an officer may read."""

    name = "procurements"
    title = "Procurements"
    noun = ("procurement", "procurements")
    default_sort = "-reference"
    search_kind = Procurement.kind()
    search_hint = "Title or reference"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Title"),
        TermColumn("status", "Status", term=State),
        MoneyColumn("estimate_ex_vat", "Estimate", vat="ex", total=True),
        DateColumn("needed_on", "Needed from"),
        DateColumn("last_safe_start_on", "Last safe start"),
        PersonColumn("owner", "Owner", none="None"),
        TermColumn("procedure", "Procedure", term=Procedure),
        MoneyColumn("estimate_inc_vat", "Estimate", vat="inc", on=False),
        TermColumn("contract_kind", "Mainly for", term=ContractKind, on=False),
        TermColumn("tier", "Tier", term=Tier, on=False),
        TextColumn("department", "Department", on=False),
        TextColumn("main_cpv", "CPV code", on=False),
        TextColumn("budget_line", "Budget line", on=False),
        DateColumn("began_on", "Began", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=State.choices()),
        ChoiceFilter("owner", "Owner", shown_as="name", none="No owner", mine=True),
        ChoiceFilter("department", "Department"),
        ChoiceFilter("procedure", "Procedure", choices=Procedure.choices(), none="Not chosen"),
        ChoiceFilter("tier", "Tier", choices=Tier.choices(), none="No tier"),
        DateFilter("needed", "Needed", field="needed_on"),
        DateFilter("safe_start", "Last safe start", field="last_safe_start_on"),
        MoneyFilter("value", "Estimate", field="estimate_ex_vat", vat="ex"),
        *measure_filters(of=Procurement),
    )
    views = (
        BuiltIn("mine", "Mine", {"owner": "me", "status": sorted(OPEN)}),
        BuiltIn("going_on", "Going on", {"status": sorted(OPEN)}),
    )
    empty = Empty(
        "No procurements yet",
        "Open an entry of the pipeline and start its procurement.",
        HeadLink("Pipeline", "/pipeline/"),
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the procurements that an officer may read."""
        return selectors.procurements(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Lead to their gates and quotes, and let those who may begin one."""
        begin = [HeadLink("Begin a procurement", "/procurements/new/", go=True)] if actor.has_any(EDITORS) else []
        return [HeadLink("Gates", "/gates/"), HeadLink("Quotes", "/quotes/"), HeadLink("Awards", "/awards/"), *begin]

"""The awards as a list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hub.award import selectors
from hub.award.models import Award
from hub.award.terms import GOING_ON, State
from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    BooleanColumn,
    DateColumn,
    LinkColumn,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import BooleanFilter, ChoiceFilter, DateFilter, MoneyFilter, measure_filters


class AwardRegister(Register):
    """List the awards that an officer may read, with what each saved against its estimate."""

    name = "awards"
    title = "Awards"
    noun = ("award", "awards")
    default_sort = "-reference"
    search_kind = Award.kind()
    search_hint = "Words, supplier or reference"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "What is bought"),
        TextColumn("supplier_name", "Supplier"),
        MoneyColumn("price_ex_vat", "Price", vat="ex", total=True),
        MoneyColumn("estimate_ex_vat", "Estimate", vat="ex", total=True),
        TermColumn("status", "Status", term=State),
        MomentColumn("confirmed_at", "Confirmed"),
        TextColumn("entry_reference", "Contract"),
        MoneyColumn("price_inc_vat", "Price", vat="inc", total=True, on=False),
        NumberColumn("offers_count", "Offers", on=False),
        BooleanColumn("is_sme", "Small or medium firm", on=False),
        DateColumn("starts_on", "Begins", on=False),
        DateColumn("ends_on", "Ends", on=False),
        MomentColumn("recommended_at", "Recommended", on=False),
        MomentColumn("informed_at", "Suppliers told", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=State.choices()),
        BooleanFilter("small", "Small or medium firm", field="is_sme"),
        DateFilter("begins", "Begins", field="starts_on"),
        MoneyFilter("price", "Price", field="price_ex_vat", vat="ex"),
        *measure_filters(of=Award),
    )
    views = (BuiltIn("going-on", "To be done", {"status": sorted(GOING_ON)}),)
    empty = Empty(
        "No awards yet", "They appear when the answers to a quote are scored and one is recommended.",
        HeadLink("Quotes", "/quotes/"),
    )  # fmt: skip

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the awards that an officer may read."""
        return selectors.awards(actor)

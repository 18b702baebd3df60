"""The public register of waivers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty
from hub.platform.registers.columns import BooleanColumn, DateColumn, LinkColumn, MoneyColumn, TermColumn, TextColumn
from hub.platform.registers.filters import BooleanFilter, ChoiceFilter, DateFilter, MoneyFilter
from hub.publishing import selectors
from hub.publishing.register import PublicRegister
from hub.publishing.terms import PublicWaiver


class PublishedWaiverRegister(PublicRegister):
    """List the waivers that the authorities granted."""

    name = "published-waiver"
    title = "Waivers"
    noun = ("waiver", "waivers")
    default_sort = "-granted_on"
    search_fields = ("title", "supplier_name", "slug", "reason")
    search_hint = "Title, supplier or reference"
    columns = (
        LinkColumn("slug", "Reference"),
        TextColumn("title", "What was bought"),
        TextColumn("supplier_name", "Supplier"),
        MoneyColumn("value_ex_vat", "Value", vat="ex", total=True),
        TextColumn("ground", "Ground"),
        BooleanColumn("is_repeat", "Repeat"),
        DateColumn("granted_on", "Granted"),
        DateColumn("ends_on", "Ends"),
        TermColumn("state", "Status", term=PublicWaiver),
        DateColumn("starts_on", "Begins", on=False),
        TextColumn("authority", "Authority", field="authority__name", on=False),
        TextColumn("department", "Department", on=False),
        TextColumn("rule", "Rule set aside", on=False),
        TextColumn("reason", "Reason", sort=None, on=False, card=False),
        DateColumn("withdrawn_on", "Withdrawn", on=False),
    )
    filters = (
        ChoiceFilter("state", "Status", choices=PublicWaiver.choices()),
        ChoiceFilter("authority", "Authority", shown_as="name"),
        ChoiceFilter("ground", "Ground"),
        ChoiceFilter("department", "Department", none="No department"),
        BooleanFilter("repeat", "Repeats an earlier one", field="is_repeat"),
        DateFilter("granted", "Granted", field="granted_on"),
        MoneyFilter("value", "Value", field="value_ex_vat", vat="ex"),
    )
    views = (BuiltIn("repeats", "Repeats", {"repeat": "yes"}),)
    empty = Empty(
        "No waivers yet", "When an authority sets its own rules aside for a purchase, the reason stands here."
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give what is on the register."""
        return selectors.waivers()

"""The decisions that the public may read, as a list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hub.governance.terms import Maker, Outcome
from hub.platform.actors import Actor
from hub.platform.registers.base import Empty
from hub.platform.registers.columns import BooleanColumn, DateColumn, LinkColumn, MoneyColumn, TermColumn, TextColumn
from hub.platform.registers.filters import BooleanFilter, ChoiceFilter, DateFilter, MoneyFilter
from hub.publishing import selectors
from hub.publishing.register import PublicRegister


class PublishedDecisionRegister(PublicRegister):
    """List the decisions that the public may read."""

    name = "published-decision"
    title = "Decisions"
    noun = ("decision", "decisions")
    default_sort = "-decided_on"
    search_fields = ("title", "slug", "decided_by")
    search_hint = "Title or reference"
    columns = (
        LinkColumn("slug", "Reference"),
        TextColumn("title", "Title"),
        DateColumn("decided_on", "Decided", sort_phrase="day of the decision"),
        TermColumn("outcome", "Decision", term=Outcome),
        TextColumn("decided_by", "Decided by"),
        MoneyColumn("value_ex_vat", "Value", vat="ex"),
        BooleanColumn("is_key", "Key decision", on=False),
        BooleanColumn("has_exempt_part", "Part withheld", on=False),
        TextColumn("authority__name", "Authority", on=False),
    )
    filters = (
        ChoiceFilter("outcome", "Decision", choices=Outcome.choices()),
        ChoiceFilter("maker", "Sort", choices=Maker.choices()),
        ChoiceFilter("decided_by", "Decided by"),
        ChoiceFilter("authority", "Authority", shown_as="name"),
        DateFilter("decided", "Decided", field="decided_on"),
        MoneyFilter("value", "Value", field="value_ex_vat", vat="ex"),
        BooleanFilter("key", "Key decision", field="is_key"),
    )
    empty = Empty("No decisions yet", "Decisions of committees and officers stand here once they are published.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the decisions on show."""
        return selectors.decisions()

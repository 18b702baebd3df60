"""The options appraisals as a list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
from hub.procurement.appraisal import selectors
from hub.procurement.appraisal.models import OptionsAppraisal
from hub.procurement.appraisal.terms import UNDECIDED, State


class AppraisalRegister(Register):
    """List the appraisals that an officer may read."""

    name = "appraisals"
    title = "Options appraisals"
    noun = ("options appraisal", "options appraisals")
    default_sort = "-reference"
    search_kind = OptionsAppraisal.kind()
    search_hint = "Words or reference"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("question", "To be decided"),
        TextColumn("procurement", "Procurement", field="procurement__reference"),
        TermColumn("status", "Status", term=State),
        NumberColumn("options_count", "Options"),
        TextColumn("chosen", "Chosen", field="chosen__title"),
        DateColumn("chosen_on", "Chosen on"),
        PersonColumn("owner", "Led by"),
        NumberColumn("edition", "Version", on=False),
        BooleanColumn("has_partner_input", "With partners", on=False),
        BooleanColumn("is_best", "Best on points", on=False),
        BooleanColumn("holds", "Stays best", on=False),
        DateColumn("outcome_due_on", "Outcome due", on=False),
        DateColumn("outcome_on", "Outcome compared", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=State.choices()),
        ChoiceFilter("owner", "Led by", shown_as="name", mine=True),
        DateFilter("chosen", "Chosen", field="chosen_on"),
        DateFilter("due", "Outcome due", field="outcome_due_on"),
        *measure_filters(of=OptionsAppraisal),
    )
    views = (
        BuiltIn("mine", "Mine", {"owner": "me", "status": sorted(UNDECIDED)}),
        BuiltIn("scoring", "Being scored", {"status": [State.SCORING.value]}),
    )
    empty = Empty(
        "No appraisals yet",
        "Open a procurement that is being shaped and choose Appraise the options.",
        HeadLink("Procurements", "/procurements/"),
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the appraisals that an officer may read."""
        return selectors.appraisals(actor)

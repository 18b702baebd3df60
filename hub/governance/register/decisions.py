"""Decisions of bodies and officers as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.governance import acts, selectors
from hub.governance.models import Decision
from hub.governance.terms import DecisionState, Maker, Outcome
from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    BooleanColumn,
    ComputedColumn,
    DateColumn,
    LinkColumn,
    MoneyColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import BooleanFilter, ChoiceFilter, DateFilter, MoneyFilter, measure_filters


def who(decision: Any) -> str:
    """Name who decided."""
    return str(decision.body.name if decision.body else decision.taken_by.name)


class DecisionRegister(Register):
    """List the decisions that an officer may read."""

    name = "decision"
    title = "Decisions"
    noun = ("decision", "decisions")
    default_sort = "-decided_on"
    search_kind = Decision.kind()
    search_hint = "Title, reference or record"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Title"),
        DateColumn("decided_on", "Decided"),
        TermColumn("outcome", "Decision", term=Outcome),
        ComputedColumn("who", "Decided by", value=who),
        TermColumn("maker", "Sort", term=Maker, on=False),
        MoneyColumn("value_ex_vat", "Value", vat="ex"),
        TextColumn("subject_reference", "About"),
        BooleanColumn("is_key", "Key decision", on=False),
        BooleanColumn("is_exempt", "Exempt part", on=False),
        TermColumn("status", "State", term=DecisionState),
    )
    filters = (
        ChoiceFilter("outcome", "Decision", choices=Outcome.choices()),
        ChoiceFilter("maker", "Sort", choices=Maker.choices()),
        ChoiceFilter("status", "State", choices=DecisionState.choices()),
        ChoiceFilter("body", "Body", shown_as="name", none="No body"),
        DateFilter("decided", "Decided", field="decided_on"),
        MoneyFilter("value", "Value", field="value_ex_vat", vat="ex"),
        BooleanFilter("key", "Key decision", field="is_key"),
        *measure_filters(of=Decision),
    )
    views = (
        BuiltIn("officer", "Officer decisions", {"maker": ["officer"]}),
        BuiltIn("unpublished", "Not published", {"status": ["recorded"]}),
    )
    empty = Empty("No decisions yet", "They stand here once a body or an officer has decided.",
                  HeadLink("Meetings", "/meetings/"))  # fmt: skip

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the decisions that an officer may read."""
        return selectors.decisions(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let officers record their own decisions."""
        found = [HeadLink("Meetings", "/meetings/"), HeadLink("Who decides?", "/who-decides/")]
        if actor.has_any(acts.DECIDERS):
            found.append(HeadLink("Record an officer decision", "/decisions/new/", go=True))
        return found

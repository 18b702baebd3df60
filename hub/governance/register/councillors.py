"""The engagement of councillors as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.governance import acts
from hub.governance.models import Engagement
from hub.governance.selectors import councillors as selectors
from hub.governance.terms import EngagementState
from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    BooleanColumn,
    DateColumn,
    LinkColumn,
    MoneyColumn,
    NumberColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import BooleanFilter, ChoiceFilter, MoneyFilter, measure_filters


class EngagementRegister(Register):
    """List the procurements that were scored for councillors."""

    name = "engagement"
    title = "Councillors"
    noun = ("procurement", "procurements")
    default_sort = "-score"
    search_kind = Engagement.kind()
    search_hint = "Title, reference or ward"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Title"),
        MoneyColumn("value_ex_vat", "Value", vat="ex"),
        NumberColumn("score", "Score"),
        TextColumn("band", "Asks for"),
        BooleanColumn("is_engaged", "Engaged at every stage"),
        NumberColumn("views_count", "Views"),
        DateColumn("answer_by", "Answer owed by"),
        DateColumn("rating_by", "Rating due by"),
        PersonColumn("owner", "Owner"),
        TermColumn("status", "State", term=EngagementState),
        TextColumn("ward_names", "Wards", on=False),
        TextColumn("portfolio", "Portfolio", on=False),
        BooleanColumn("is_key", "Key decision", on=False),
        NumberColumn("last_rating", "Newest rating", on=False),
    )
    filters = (
        ChoiceFilter("status", "State", choices=EngagementState.choices()),
        BooleanFilter("asked", "Engagement asked for", field="is_asked"),
        BooleanFilter("engaged", "Engaged at every stage", field="is_engaged"),
        BooleanFilter("answered", "Every view answered", field="is_answered"),
        ChoiceFilter("owner", "Owner", shown_as="name", mine=True),
        ChoiceFilter("portfolio", "Portfolio"),
        MoneyFilter("value", "Value", field="value_ex_vat", vat="ex"),
        *measure_filters(of=Engagement),
    )
    views = (
        BuiltIn("waiting", "Waits for engagement", {"status": ["open"], "asked": ["yes"], "engaged": ["no"]}),
        BuiltIn("mine", "Mine", {"owner": "me"}),
    )
    empty = Empty(
        "Nothing is scored yet",
        "Score a procurement: the criterion then says whether and when councillors are engaged.",
        HeadLink("Score one", "/councillors/new/"),
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the engagements that a reader may see."""
        return selectors.engagements(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let those who buy score one, and councillors go to their page."""
        found = [HeadLink("For councillors", "/members/")]
        if actor.has_any(acts.SCORE.holders):
            found.append(HeadLink("Score a procurement", "/councillors/new/", go=True))
        return found

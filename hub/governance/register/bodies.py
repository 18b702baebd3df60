"""The bodies of an authority as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.governance import acts, selectors
from hub.governance.models import Body
from hub.governance.terms import BodyState
from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    BooleanColumn,
    ComputedColumn,
    DateColumn,
    LinkColumn,
    NumberColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import ChoiceFilter


class BodyRegister(Register):
    """List the bodies that an officer may read."""

    name = "body"
    title = "Bodies"
    noun = ("body", "bodies")
    default_sort = "name"
    search_kind = Body.kind()
    search_hint = "Name or code"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("name", "Name"),
        TextColumn("code", "Code in the scheme of delegation"),
        NumberColumn("quorum", "Quorum"),
        ComputedColumn("functions", "With", value=lambda body: ", ".join(one.label for one in body.functions_needed)),
        NumberColumn("papers_days", "Papers due, working days before"),
        BooleanColumn("is_public", "Public", on=False),
        DateColumn("set_up_on", "Set up", on=False),
        TermColumn("status", "State", term=BodyState),
    )
    filters = (ChoiceFilter("status", "State", choices=BodyState.choices()),)
    views = (BuiltIn("sitting", "In being", {"status": ["sitting"]}),)
    empty = Empty("No bodies yet", "Set up the committees and boards that decide.", HeadLink("Meetings", "/meetings/"))

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the bodies that an officer may read."""
        return selectors.bodies(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Lead to the meetings, and let those who keep the constitution set one up."""
        found = [HeadLink("Meetings", "/meetings/"), HeadLink("Who decides?", "/who-decides/")]
        return [*found, HeadLink("Set up a body", "/bodies/new/", go=True)] if actor.has_any(acts.KEEPERS) else found

"""The meetings of bodies as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.governance import acts, selectors
from hub.governance.models import Meeting
from hub.governance.terms import AHEAD, HELD, MeetingState
from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import BooleanColumn, DateColumn, LinkColumn, NumberColumn, TermColumn, TextColumn
from hub.platform.registers.filters import BooleanFilter, ChoiceFilter, DateFilter, measure_filters


class MeetingRegister(Register):
    """List the meetings that an officer may read."""

    name = "meeting"
    title = "Meetings"
    noun = ("meeting", "meetings")
    default_sort = "-meets_on"
    search_kind = Meeting.kind()
    search_hint = "Body, reference or an item"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("body", "Body", field="body__name"),
        DateColumn("meets_on", "Meets on"),
        DateColumn("papers_by", "Papers due"),
        TextColumn("place", "Place", on=False),
        TermColumn("status", "State", term=MeetingState),
        BooleanColumn("was_quorate", "Quorate"),
        NumberColumn("present_count", "Came", on=False),
        NumberColumn("expected_count", "Expected", on=False),
    )
    filters = (
        ChoiceFilter("status", "State", choices=MeetingState.choices()),
        ChoiceFilter("body", "Body", shown_as="name"),
        DateFilter("meets", "Meets", field="meets_on"),
        BooleanFilter("quorate", "Quorate", field="was_quorate"),
        *measure_filters(of=Meeting),
    )
    views = (
        BuiltIn("ahead", "To come", {"status": sorted(AHEAD)}),
        BuiltIn("held", "Held", {"status": sorted(HELD)}),
    )
    empty = Empty("No meetings yet", "Open a body and plan its meetings.", HeadLink("Bodies", "/bodies/"))

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the meetings that an officer may read."""
        return selectors.meetings(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Lead to bodies, decisions and the calendar."""
        found = [
            HeadLink("Bodies", "/bodies/"),
            HeadLink("Decisions", "/decisions/"),
            HeadLink("Year of meetings", "/meetings/calendar/"),
        ]
        if actor.has_any(acts.KEEPERS | acts.CLERKS):
            found.append(HeadLink("Plan a meeting", "/meetings/new/", go=True))
        return found

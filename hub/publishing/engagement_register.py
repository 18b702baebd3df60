"""The public list of market engagements."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.registers.base import BuiltIn, Empty
from hub.platform.registers.columns import DateColumn, LinkColumn, TermColumn, TextColumn
from hub.platform.registers.filters import ChoiceFilter, DateFilter, Option, OptionFilter
from hub.publishing import selectors
from hub.publishing.register import PublicRegister
from hub.publishing.terms import PublicEngagement


def _open(at: datetime) -> Q:
    return Q(state=PublicEngagement.OPEN, ends_on__gte=london(at).date())


class PublishedEngagementRegister(PublicRegister):
    """List the market engagements in which every supplier may take part."""

    name = "published-engagement"
    title = "Opportunities"
    noun = ("market engagement", "market engagements")
    default_sort = "-ends_on"
    search_fields = ("title", "slug", "purpose")
    search_hint = "Title, purpose or reference"
    columns = (
        LinkColumn("slug", "Reference"),
        TextColumn("title", "What it is about"),
        TextColumn("authority", "Authority", field="authority__name"),
        DateColumn("starts_on", "From"),
        DateColumn("ends_on", "Answers until"),
        TermColumn("state", "Status", term=PublicEngagement),
        TextColumn("method", "How", on=False),
        TextColumn("purpose", "What the authority wants to learn", sort=None, on=False, card=False),
        TextColumn("notice_number", "Notice", on=False),
    )
    filters = (
        ChoiceFilter("state", "Status", choices=PublicEngagement.choices()),
        OptionFilter("answers", "Answers", options=(Option("taken", "Taken now", _open),)),
        ChoiceFilter("authority", "Authority", shown_as="name"),
        DateFilter("ends", "Answers until", field="ends_on"),
    )
    views = (BuiltIn("now", "Open now", {"answers": "taken"}),)
    empty = Empty(
        "No market engagement yet", "When an authority asks the market before it buys, its questions stand here."
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give what is on the list."""
        return selectors.engagements()

"""The audit register: every event within reach, newest first."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.events import feed, selectors
from hub.platform.events.models import Event
from hub.platform.registers.base import HeadLink, Register
from hub.platform.registers.columns import LinkColumn, TextColumn
from hub.platform.registers.filters import DateFilter, TextFilter


def moment(event: Event) -> str:
    """Give the London time to the second, sortable as text."""
    return clock.london(event.at).strftime("%Y-%m-%d %H:%M:%S")


class EventRegister(Register):
    """List what was done, by whom, to which record."""

    name = "events"
    title = "Audit log"
    noun = ("event", "events")
    default_sort = "-number"
    columns = (
        LinkColumn("number", "Number", href=lambda row: f"/audit/{row.number}/"),
        TextColumn("at", "When", value=moment, sort=None),
        TextColumn("sentence", "What", value=lambda row: feed.line(row).sentence, sort=None),
        TextColumn("subject", "Record", value=lambda row: feed.line(row).subject, sort=None),
        TextColumn("who", "Who", value=lambda row: feed.line(row).who, sort=None),
        TextColumn("note", "Reason", value=lambda row: feed.line(row).note, sort=None),
        TextColumn("verb", "Act"),
        TextColumn("digest", "Digest", sort=None, on=False),
    )
    filters = (
        TextFilter("verb", "Act", field="verb"),
        DateFilter("at", "When", field="at"),
    )
    search_fields = ("verb", "subject_kind")
    search_hint = "Act, such as contract.end"

    def source(self, actor: Actor, at: datetime) -> QuerySet[Event]:
        """Begin from what the actor may audit."""
        return selectors.events(actor)

    def links(self, actor: Actor) -> list[HeadLink]:
        """Offer the check of the chain and the sample."""
        return [HeadLink("Draw a sample", "/audit/samples/"), HeadLink("Check the chain", "/audit/verify/", go=True)]

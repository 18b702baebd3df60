"""The forward plan as a calendar: the last safe start of each entry and its planned notice, as a file and as a feed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hub.pipeline import selectors
from hub.pipeline.models import PipelineEntry
from hub.platform.actors import Actor
from hub.platform.calendars import Item
from hub.platform.deadlines.email import absolute
from hub.platform.deadlines.feeds import feed_sort


def starts(rows: Iterable[PipelineEntry]) -> Iterable[Item]:
    """Give a whole-day item for the last safe start of each entry, and one for its notice if that is planned."""
    for row in rows:
        assert row.start_by is not None
        link = absolute(row.get_absolute_url())
        who = row.owner.name if row.owner else "nobody yet"
        yield Item(f"{row.reference}-start", f"Start by today: {row.title}", row.start_by, row.start_by, link,
                   f"{row.reference}, seen to by {who}.")  # fmt: skip
        if row.advertise_on:
            said = f"Notice planned: {row.title}"
            yield Item(f"{row.reference}-notice", said, row.advertise_on, row.advertise_on, link, f"{row.reference}.")


def find(actor: Actor, first: date, last: date) -> Iterable[Item]:
    """Give the items of the entries that are still to start and that an actor may read, of days within a period."""
    rows = selectors.entries(actor).open().filter(start_by__gte=first, start_by__lte=last)
    return starts(rows.order_by("start_by", "pk"))


feed_sort("plan", label="Starts and notices of the forward plan", find=find)

"""What of market engagement can be found by words."""

from hub.engagement import selectors
from hub.engagement.models import Exercise
from hub.platform.search.declare import Searchable, searchable

searchable(
    Searchable(
        model=Exercise,
        label="Market engagement",
        title=lambda one: one.title,
        references=lambda one: [one.reference, *filter(None, [one.notice_number])],
        text=lambda one: " ".join((one.purpose, one.nothing_found)),
        line=lambda one: f"{one.get_status_display()}, {one.get_method_display().lower()}",
        url=lambda one: one.get_absolute_url(),
        load=selectors.to_index,
        register="/engagement/",
    )
)

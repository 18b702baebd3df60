"""What of quotes and tenders can be found by words."""

from hub.platform.search.declare import Searchable, searchable
from hub.tender import selectors
from hub.tender.models import Tender

searchable(
    Searchable(
        model=Tender,
        label="Quote",
        title=lambda one: one.title,
        text=lambda one: one.description,
        line=lambda one: f"{one.get_sort_display()}, {one.get_status_display().lower()}",
        url=lambda one: one.get_absolute_url(),
        load=selectors.to_index,
        register="/quotes/",
    )
)

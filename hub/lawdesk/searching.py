"""What of the law desk can be found by words."""

from hub.lawdesk import selectors
from hub.lawdesk.models import LawChange
from hub.platform.search.declare import Searchable, searchable
from hub.platform.words import date_long

searchable(
    Searchable(
        model=LawChange,
        label="Changes of law",
        title=lambda change: change.title,
        text=lambda change: " ".join((change.table_title, change.reason, change.source)),
        line=lambda change: f"{change.get_status_display()}, holds from {date_long(change.first_day)}",
        url=lambda change: change.get_absolute_url(),
        load=selectors.to_index,
        register="/law/changes/",
    )
)

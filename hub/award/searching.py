"""What of awards can be found by words: those of which suppliers know."""

from hub.award import selectors
from hub.award.models import Award
from hub.platform.search.declare import Searchable, searchable

searchable(
    Searchable(
        model=Award,
        label="Award",
        title=lambda one: one.title,
        text=lambda one: f"{one.supplier_name} {one.reasons}" if one.is_told else "",
        line=lambda one: f"{one.reference}, {one.get_status_display().lower()}",
        url=lambda one: one.get_absolute_url(),
        load=selectors.to_index,
        register="/awards/",
    )
)

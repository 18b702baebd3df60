"""What of risk screens can be found by words."""

from hub.platform.search.declare import Searchable, searchable
from hub.risk import selectors
from hub.risk.models import Screen

searchable(
    Searchable(
        model=Screen,
        label="Risk screens",
        title=lambda one: f"{one.get_topic_display()}: {one.subject_title}",
        references=lambda one: [one.reference, one.subject_reference],
        text=lambda one: " ".join([*one.reasons, one.comment]),
        line=lambda one: f"{one.get_level_display()}, {one.get_status_display().lower()}",
        url=lambda one: one.get_absolute_url(),
        load=selectors.to_index,
        register="/risk/screens/",
    )
)

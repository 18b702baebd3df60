"""What of the forward plan can be found by words."""

from hub.pipeline import selectors
from hub.pipeline.models import PipelineEntry
from hub.platform.search.declare import Searchable, searchable

searchable(
    Searchable(
        model=PipelineEntry,
        label="Pipeline",
        title=lambda entry: entry.title,
        references=lambda entry: [entry.reference, *filter(None, [entry.origin_reference])],
        text=lambda entry: " ".join((entry.description, entry.department, entry.category)),
        line=lambda entry: f"{entry.get_status_display()}, follows {entry.origin_reference or 'nothing'}",
        url=lambda entry: entry.get_absolute_url(),
        load=selectors.to_index,
        register="/pipeline/",
    )
)

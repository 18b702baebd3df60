"""When a planned competition must start, and who hears."""

from __future__ import annotations

from hub.pipeline.models import PipelineEntry
from hub.platform.deadlines.declare import Deadline, days

START_BY = Deadline(
    "pipeline.start_by",
    of=PipelineEntry,
    label="Start the competition",
    due=lambda entry: entry.start_by if entry.is_open and entry.owner_id else None,
    warn=(days(92), days(31)),
    tells=lambda entry: {entry.owner_id},
    sentence=lambda entry: f"Start the competition for {entry.title}",
    link=lambda entry: entry.get_absolute_url(),
)

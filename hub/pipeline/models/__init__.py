"""The records of the forward plan: its entries, what people need, and drafts of the yearly notice."""

from hub.pipeline.models.entries import PipelineEntry
from hub.pipeline.models.needs import Need
from hub.pipeline.models.notices import NoticeDraft

__all__ = ["Need", "NoticeDraft", "PipelineEntry"]

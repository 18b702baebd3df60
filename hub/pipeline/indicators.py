"""What this package measures of its own entries (BC-1)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from hub.pipeline.models import PipelineEntry
from hub.pipeline.terms import OPEN
from hub.platform.indicators.shares import share_of


def _open(at: datetime) -> Q:
    return Q(status__in=sorted(OPEN))


share_of(
    "BC-1.budget_named",
    label="Entries of the pipeline with a budget line",
    formula="Entries proposed or planned that name a budget line, of all such entries; by number, not by value.",
    of=PipelineEntry,
    counted=_open,
    holds=lambda at: ~Q(budget_line=""),
    register="/pipeline/",
)
share_of(
    "BC-1.budgeted",
    label="Pounds of the pipeline with a budget line",
    formula=(
        "Estimated pounds, ex VAT, of entries proposed or planned that name a budget line, of those of all such "
        "entries. An entry without a value weighs nothing and is listed among those to mend."
    ),
    of=PipelineEntry,
    counted=_open,
    holds=lambda at: ~Q(budget_line="") & Q(value_ex_vat__isnull=False),
    register="/pipeline/",
    weight="value_ex_vat",
)

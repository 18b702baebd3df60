"""When a planned competition must start, a budget must be named and a need be answered, and who hears."""

from __future__ import annotations

from datetime import date, timedelta

from hub.pipeline.models import Need, PipelineEntry
from hub.platform.deadlines.declare import Deadline, days
from hub.platform.identity.roles import Role

# So long before the start of the competition its budget line should be known.
BUDGET_AHEAD = timedelta(days=92)


def _start(entry: PipelineEntry) -> date | None:
    return entry.start_by if entry.is_open else None


def _budget(entry: PipelineEntry) -> date | None:
    start = _start(entry)
    return start - BUDGET_AHEAD if start and not entry.budget_line else None


START_BY = Deadline(
    "pipeline.start_by",
    of=PipelineEntry,
    label="Start the competition",
    due=_start,
    warn=(days(92), days(31)),
    tells=lambda entry: {entry.owner_id or Role.PROCUREMENT_LEAD},
    sentence=lambda entry: f"Start the competition for {entry.title}",
    link=lambda entry: entry.get_absolute_url(),
)
NAME_BUDGET = Deadline(
    "pipeline.name_budget",
    of=PipelineEntry,
    label="Name the budget line",
    due=_budget,
    warn=(days(31),),
    tells=lambda entry: {entry.owner_id or Role.PROCUREMENT_LEAD},
    sentence=lambda entry: f"Name the budget line of {entry.title}",
    link=lambda entry: entry.get_absolute_url(),
)
ANSWER = Deadline(
    "need.answer",
    of=Need,
    label="Answer a need",
    due=lambda need: need.answer_by if need.is_waiting else None,
    warn=(days(2),),
    tells={Role.PROCUREMENT_OFFICER},
    sentence=lambda need: f"Answer what {need.requester.name} needs: {need.title}",
    link=lambda need: need.get_absolute_url(),
    prefetch=("requester",),
)

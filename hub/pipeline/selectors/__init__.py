"""Reads over the forward plan and over needs."""

from hub.pipeline.selectors.entries import (
    cases,
    departments,
    entries,
    entry,
    entry_pick,
    find_entries,
    following,
    open_of,
    origins,
    own_entries,
    owned_by,
    partners_of,
    to_index,
    with_pk,
)
from hub.pipeline.selectors.needs import (
    answered_from,
    need,
    needs,
    needs_of_entry,
    needs_to_index,
    waiting_needs,
)
from hub.pipeline.selectors.norms import Norms, norms
from hub.pipeline.selectors.notices import (
    NoticePlan,
    drafts,
    notice_draft,
    notice_plan,
    previous,
    years_of_notice,
)
from hub.pipeline.selectors.overlaps import Overlap, alike_need, others_planning, overlaps
from hub.pipeline.selectors.public import PublicEntry, public_entries
from hub.pipeline.selectors.workload import Workload, budget_lines, workload

__all__ = [
    "Norms",
    "NoticePlan",
    "Overlap",
    "PublicEntry",
    "Workload",
    "alike_need",
    "answered_from",
    "budget_lines",
    "cases",
    "departments",
    "drafts",
    "entries",
    "entry",
    "entry_pick",
    "find_entries",
    "following",
    "need",
    "needs",
    "needs_of_entry",
    "needs_to_index",
    "norms",
    "notice_draft",
    "notice_plan",
    "open_of",
    "origins",
    "others_planning",
    "overlaps",
    "own_entries",
    "owned_by",
    "partners_of",
    "previous",
    "public_entries",
    "to_index",
    "waiting_needs",
    "with_pk",
    "workload",
    "years_of_notice",
]

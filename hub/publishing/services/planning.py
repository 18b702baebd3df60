"""Keep the public pipeline: each row is made anew from the entry's events and its public facts alone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from hub.law.terms import ContractKind, Procedure
from hub.pipeline import selectors as pipeline
from hub.pipeline.selectors import PublicEntry
from hub.pipeline.terms import Kind, State
from hub.platform.search import index
from hub.publishing import selectors
from hub.publishing.models import PublishedPlan
from hub.publishing.terms import PlanState

CHUNK = 500
STATES = {State.STARTED: PlanState.STARTED, State.DROPPED: PlanState.DROPPED}
COPIED = (
    "title", "description", "department", "category", "main_cpv", "value_ex_vat", "value_inc_vat", "shows_value",
    "may_share", "advertise_on", "needed_on", "ends_on",
)  # fmt: skip
WRITTEN = [f.name for f in PublishedPlan._meta.concrete_fields if f.name not in {"id", "entry_id"}]


def project_plans(ids: Iterable[int]) -> int:
    """Make the public rows of some entries anew; give how many are on show or have a stone."""
    wanted = sorted(set(ids))
    count = 0
    for start in range(0, len(wanted), CHUNK):
        with transaction.atomic():
            count += _project(wanted[start : start + CHUNK])
    return count


def _project(ids: list[int]) -> int:
    facts = pipeline.public_entries(ids)
    seen = selectors.plans_seen([one.entry_id for one in facts])
    rows = [_row(one, seen[one.entry_id]) for one in facts if one.entry_id in seen]
    PublishedPlan.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["entry_id"], update_fields=WRITTEN, batch_size=CHUNK
    )
    keys = PublishedPlan.objects.filter(entry_id__in=[row.entry_id for row in rows]).values_list("pk", flat=True)
    index.refresh(PublishedPlan.kind(), keys)
    return len(rows)


def _row(fact: PublicEntry, seen: selectors.PlanSeen) -> PublishedPlan:
    row = PublishedPlan(
        entry_id=fact.entry_id,
        authority_id=fact.authority_id,
        slug=fact.reference,
        first_shown_at=seen.first_at,
        changed_at=seen.last_at,
        event_number=seen.last_number,
    )
    if not fact.is_shown:
        # The stone: the address and the ground, and nothing of what was there.
        row.state, row.withdrawn_because, row.shows_value = PlanState.WITHDRAWN, fact.hidden_because, False
        return row
    row.state = STATES.get(State(fact.status), PlanState.PLANNED)
    row.entry_kind = Kind(fact.entry_kind).label
    row.contract_kind = ContractKind(fact.contract_kind).label if fact.contract_kind else ""
    row.procedure = Procedure(fact.procedure).label if fact.procedure else ""
    for name in COPIED:
        setattr(row, name, getattr(fact, name))
    return row

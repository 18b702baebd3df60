"""Write the public rows of decisions."""

from __future__ import annotations

from collections.abc import Sequence

from hub.publishing.models import PublishedDecision

WRITTEN = [f.name for f in PublishedDecision._meta.concrete_fields if f.name not in {"id", "decision_id"}]


def write(rows: Sequence[PublishedDecision]) -> int:
    """Put rows in the place of those of the same decisions; give how many."""
    PublishedDecision.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["decision_id"], update_fields=WRITTEN
    )
    return len(rows)

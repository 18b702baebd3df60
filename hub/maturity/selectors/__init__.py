"""Reads over maturity."""

from hub.maturity.selectors.computing import assess, assess_now, others_now
from hub.maturity.selectors.finding import (
    behaviours,
    capabilities,
    evidence,
    evidence_is_visible,
    evidence_numbered,
    evidence_owners,
    evidence_rows,
    first_day_of_tests,
    part_choices,
    round_of,
    rounds,
    shipped_keys,
    snapshot_on,
    snapshots,
    tests_on,
    with_paper,
)
from hub.maturity.selectors.results import Assessment, Behaviour, Capability, Claimed, Row

__all__ = [
    "Assessment", "Behaviour", "Capability", "Claimed", "Row", "assess", "assess_now", "behaviours", "capabilities",
    "evidence", "evidence_is_visible", "evidence_numbered", "evidence_owners", "evidence_rows", "first_day_of_tests",
    "others_now", "part_choices", "round_of", "rounds", "shipped_keys", "snapshot_on", "snapshots", "tests_on",
    "with_paper",
]  # fmt: skip

"""When evidence lapses and when answers are wanted, and who hears."""

from __future__ import annotations

from hub.maturity.models import Evidence, Round
from hub.maturity.terms import EvidenceState, RoundState
from hub.platform.deadlines.declare import Deadline, days
from hub.platform.identity.roles import Role

LAPSES = Deadline(
    "maturity.evidence_lapses",
    of=Evidence,
    label="Evidence lapses",
    due=lambda evidence: evidence.expires_on if evidence.status == EvidenceState.GIVEN else None,
    warn=(days(61), days(14)),
    tells=lambda evidence: {evidence.owner_id},
    sentence=lambda evidence: f"Attest again: {evidence.says}",
    link=lambda evidence: evidence.get_absolute_url(),
)
CLOSES = Deadline(
    "maturity.round_closes",
    of=Round,
    label="Lock the yearly assessment",
    due=lambda found: found.closes_on if found.status == RoundState.OPEN else None,
    warn=(days(14),),
    tells={Role.PROCUREMENT_LEAD},
    sentence=lambda found: f"Lock the assessment of {found.year}",
    link=lambda found: found.get_absolute_url(),
)

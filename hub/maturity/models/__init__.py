"""Records of maturity."""

from hub.maturity.models.evidence import Claim, Evidence
from hub.maturity.models.rounds import Answer, Round
from hub.maturity.models.snapshot import Snapshot, SnapshotLine

__all__ = ["Answer", "Claim", "Evidence", "Round", "Snapshot", "SnapshotLine"]

"""The acts on maturity: evidence, claims, rounds, snapshots."""

from hub.maturity.terms import EvidenceState, RoundState
from hub.platform.act_table import Act
from hub.platform.identity.roles import OFFICERS, Role

LEADS = frozenset({Role.PROCUREMENT_LEAD})
KEEPERS = LEADS | {Role.PROCUREMENT_OFFICER}

ATTEST = Act(
    "maturity.evidence.attest",
    label="Attested evidence",
    phrase="Attest evidence",
    held_by=KEEPERS,
    moves=((), EvidenceState.GIVEN),
)
WITHDRAW = Act(
    "maturity.evidence.withdraw",
    label="Withdrew the evidence",
    phrase="Withdraw it",
    held_by=KEEPERS,
    own=OFFICERS,
    moves=((EvidenceState.GIVEN,), EvidenceState.WITHDRAWN),
    gives_reason=True,
)
CLAIM = Act(
    "maturity.claim.make",
    label="Claimed a level",
    phrase="Claim a level",
    held_by=KEEPERS,
    gives_reason=True,
)
SNAPSHOT = Act(
    "maturity.snapshot.take",
    label="Took the snapshot of a month end",
    phrase="Take the snapshot of a month end",
    held_by=LEADS | {Role.SYSTEM},
)
OPEN_ROUND = Act(
    "maturity.round.begin",
    label="Opened the yearly assessment",
    phrase="Open the yearly assessment",
    held_by=LEADS,
    moves=((), RoundState.OPEN),
)
ANSWER = Act(
    "maturity.round.answer",
    label="Answered the yearly assessment",
    phrase="Give your answers",
    held_by=OFFICERS,
    moves=((RoundState.OPEN,), RoundState.OPEN),
)
LOCK = Act(
    "maturity.round.lock",
    label="Locked the yearly assessment",
    phrase="Lock the assessment",
    held_by=LEADS,
    moves=((RoundState.OPEN,), RoundState.LOCKED),
)

"""What can be done to a document."""

from hub.platform.act_table import Act
from hub.platform.documents.terms import DisposalState, State
from hub.platform.identity.roles import EDITORS, OFFICERS, Role

KEEPERS = EDITORS | {Role.CONTRACT_MANAGER, Role.LEGAL, Role.FINANCE, Role.GATE_KEEPER}
OWNERS = OFFICERS - {Role.AUDITOR, Role.COUNCILLOR}
LOADERS = KEEPERS | {Role.SYSTEM}

ADD = Act("document.add", "Added a document", "Add a document", held_by=LOADERS, own=OWNERS)
ADD_VERSION = Act(
    "document.add_version",
    "Added a version",
    "Add a version",
    held_by=LOADERS,
    own=OWNERS,
    moves=([State.CURRENT], State.CURRENT),
)
WITHDRAW = Act(
    "document.withdraw",
    "Withdrew a document",
    "Withdraw",
    held_by=KEEPERS,
    own=OWNERS,
    moves=([State.CURRENT], State.WITHDRAWN),
    gives_reason=True,
)
CORRECT = Act(
    "document.correct",
    "Corrected what a document is called",
    "Correct its title or kind",
    held_by=KEEPERS,
    own=OWNERS,
    moves=([State.CURRENT], State.CURRENT),
    gives_reason=True,
    must_change=True,
)
CHANGE_AUDIENCE = Act(
    "document.change_audience",
    "Changed who may read a document",
    "Change who may read it",
    held_by=KEEPERS,
    own=OWNERS,
    moves=([State.CURRENT], State.CURRENT),
    gives_reason=True,
)
RETAIN = Act(
    "document.retain",
    "Changed how long a document is kept",
    "Change how long it is kept",
    held_by=EDITORS | {Role.DATA_PROTECTION, Role.LEGAL},
    gives_reason=True,
)
HOLD = Act(
    "document.hold",
    "Put a legal hold on a document",
    "Put on legal hold",
    held_by={Role.LEGAL, Role.PROCUREMENT_LEAD, Role.DATA_PROTECTION},
    gives_reason=True,
)
RELEASE = Act(
    "document.release",
    "Lifted the legal hold on a document",
    "Lift the legal hold",
    held_by={Role.LEGAL, Role.PROCUREMENT_LEAD, Role.DATA_PROTECTION},
    gives_reason=True,
)
# Opening is not held by roles: whoever may read the document opens it; the event says who did.
OPEN = Act("document.open", "Opened a confidential document", held_by=frozenset(Role), own=frozenset(Role))
QUARANTINE = Act("document.quarantine", "Kept apart a document with a virus", held_by={Role.SYSTEM})

# Disposal is the work of two people: one proposes a list, another approves it (security.md §11, retention deletion).
PROPOSERS = EDITORS | {Role.DATA_PROTECTION, Role.LEGAL}
APPROVERS = frozenset({Role.DATA_PROTECTION, Role.LEGAL, Role.PROCUREMENT_LEAD})
PROPOSE_DISPOSAL = Act(
    "disposal.propose",
    "Proposed papers for disposal",
    "Propose for disposal",
    held_by=PROPOSERS,
    moves=((), DisposalState.PROPOSED),
    slug="propose-disposal",
)
APPROVE_DISPOSAL = Act(
    "disposal.approve",
    "Approved the disposal of papers",
    "Approve the disposal",
    held_by=APPROVERS,
    moves=([DisposalState.PROPOSED], DisposalState.APPROVED),
    slug="approve-disposal",
)
REFUSE_DISPOSAL = Act(
    "disposal.refuse",
    "Refused the disposal of papers",
    "Refuse the disposal",
    held_by=APPROVERS,
    moves=([DisposalState.PROPOSED], DisposalState.REFUSED),
    slug="refuse-disposal",
    gives_reason=True,
)
WITHDRAW_DISPOSAL = Act(
    "disposal.withdraw",
    "Took back a proposal for disposal",
    "Take the proposal back",
    held_by=PROPOSERS,
    moves=([DisposalState.PROPOSED], DisposalState.WITHDRAWN),
    slug="withdraw-disposal",
    gives_reason=True,
)
DISPOSE = Act(
    "document.dispose",
    "Disposed of a document",
    held_by=APPROVERS,
    moves=([State.CURRENT, State.WITHDRAWN], State.DISPOSED),
)
REMOVE_FILES = Act("disposal.remove_files", "Removed the files of papers disposed of", held_by={Role.SYSTEM})

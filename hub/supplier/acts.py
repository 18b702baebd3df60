"""The acts on suppliers. A supplier belongs to no authority: who holds an act anywhere may perform it."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, Role
from hub.supplier.terms import State

KEEPERS = EDITORS | {Role.CONTRACT_MANAGER}

ADD = Act("supplier.add", label="Added the supplier", phrase="Add a supplier", held_by=KEEPERS, moves=((), State.LIVE))
CORRECT = Act(
    "supplier.correct",
    label="Corrected the supplier's facts",
    phrase="Change these facts",
    held_by=KEEPERS,
    moves=((State.LIVE,), State.LIVE),
    gives_reason=True,
    must_change=True,
)
IDENTIFY = Act(
    "supplier.identify",
    label="Recorded a register number",
    phrase="Record a register number",
    held_by=KEEPERS,
    moves=((State.LIVE,), State.LIVE),
)
UNIDENTIFY = Act(
    "supplier.unidentify",
    label="Took a register number off",
    phrase="Take a register number off",
    held_by=KEEPERS,
    moves=((State.LIVE,), State.LIVE),
    gives_reason=True,
)
UNNAME = Act(
    "supplier.unname",
    label="Took another name off",
    phrase="Take another name off",
    held_by=KEEPERS,
    moves=((State.LIVE,), State.LIVE),
    gives_reason=True,
)
IMPORT = Act(
    "supplier.import",
    label="Loaded the supplier from a list",
    phrase="Load suppliers",
    held_by=KEEPERS | {Role.SYSTEM},
    moves=((), State.LIVE),
)
LEARN = Act(
    "supplier.learn",
    label="Learnt more about the supplier from a list",
    phrase="Take facts from a list",
    held_by=KEEPERS | {Role.SYSTEM},
)
MERGE = Act(
    "supplier.merge",
    label="Merged the entry into another",
    phrase="Merge with another entry",
    held_by=KEEPERS,
    moves=((State.LIVE,), State.MERGED),
    gives_reason=True,
)
UNMERGE = Act(
    "supplier.unmerge",
    label="Undid the merge",
    phrase="Undo the merge",
    held_by=KEEPERS,
    moves=((State.MERGED,), State.LIVE),
    gives_reason=True,
)
LINK = Act(
    "supplier.link",
    label="Tied the supplier to its organisation account",
    phrase="Tie to an organisation account",
    held_by={Role.SYSTEM, Role.AUTHORITY_ADMIN},
    moves=((State.LIVE,), State.LIVE),
)
KEEP_APART = Act(
    "supplier.keep_apart",
    label="Decided that two entries are two suppliers",
    phrase="Keep them apart",
    held_by=KEEPERS,
    moves=((State.LIVE,), State.LIVE),
    gives_reason=True,
)

"""What can be done to loads of a ledger and to the payees in it."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import Role
from hub.spend.terms import LoadState

KEEPERS = {Role.FINANCE, Role.PROCUREMENT_LEAD, Role.PROCUREMENT_OFFICER}

LOAD = Act(
    "spend.load",
    label="Loaded a ledger file",
    phrase="Load a ledger file",
    held_by=KEEPERS | {Role.SYSTEM},
)
UNDO = Act(
    "spend.undo",
    label="Undid the load",
    phrase="Undo this load",
    held_by=KEEPERS | {Role.SYSTEM},
    moves=((LoadState.LIVE,), LoadState.UNDONE),
    gives_reason=True,
)
MATCH = Act(
    "spend.payee.match",
    label="Said which supplier the payee is",
    phrase="Say which supplier this is",
    held_by=KEEPERS,
)
UNMATCH = Act(
    "spend.payee.unmatch",
    label="Said that the payee is not this supplier",
    phrase="This is not the supplier",
    held_by=KEEPERS,
    gives_reason=True,
)
MARK_PERSON = Act(
    "spend.payee.mark_person",
    label="Said whether the payee is a person",
    phrase="Say whether this is a person",
    held_by=KEEPERS,
)
SETTLE = Act(
    "spend.payee.settle",
    label="Said what will be done about spending without a contract",
    phrase="Say what will be done",
    held_by=KEEPERS,
)
CORRECT = Act(
    "spend.correct",
    label="Said that the file takes the place of an earlier one",
    phrase="It takes the place of an earlier file",
    held_by=KEEPERS,
    gives_reason=True,
)
KEEP_BOTH = Act(
    "spend.keep_both",
    label="Said that the file stands beside the earlier ones",
    phrase="It stands beside the earlier files",
    held_by=KEEPERS,
    gives_reason=True,
)
ASSIGN = Act(
    "spend.line.assign",
    label="Said which contract the line belongs to",
    phrase="Say which contract this line belongs to",
    held_by=KEEPERS,
    gives_reason=True,
)
RELEASE = Act(
    "spend.line.release",
    label="Took back what was said of the line's contract",
    phrase="Take back what was said of its contract",
    held_by=KEEPERS,
    gives_reason=True,
)

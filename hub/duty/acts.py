"""The acts on duties. The system makes, moves and withdraws them; people prove, set aside, open again and assign."""

from hub.duty.terms import STANDING, State
from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, Role

# Whoever answers for the record may prove that its duty is met, from whatever service they come.
ANSWERABLE = frozenset(
    {
        Role.CONTRACT_MANAGER,
        Role.BUDGET_HOLDER,
        Role.REQUESTER,
        Role.PROCUREMENT_OFFICER,
        Role.LEGAL,
        Role.FINANCE,
    }
)
PUBLISHERS = EDITORS | {Role.PUBLISHER}
JUDGES = frozenset({Role.LEGAL, Role.PROCUREMENT_LEAD})

MAKE = Act("duty.make", label="Found that the law asks this", held_by={Role.SYSTEM})
MOVE = Act("duty.move", label="Worked out anew what the law asks", held_by={Role.SYSTEM})
WITHDRAW = Act(
    "duty.withdraw",
    label="Withdrew it, for the law no longer asks it",
    held_by={Role.SYSTEM},
    moves=(STANDING, State.WITHDRAWN),
    gives_reason=True,
)
PROVE = Act(
    "duty.prove",
    label="Recorded that it is done",
    phrase="Record that it is done",
    held_by=PUBLISHERS,
    own=ANSWERABLE,
    moves=(STANDING, State.DONE),
)
SET_ASIDE = Act(
    "duty.set_aside",
    label="Said that it is not needed",
    phrase="Say that it is not needed",
    held_by=JUDGES,
    moves=(STANDING, State.NOT_NEEDED),
    gives_reason=True,
)
REOPEN = Act(
    "duty.reopen",
    label="Opened it again",
    phrase="Open it again",
    held_by=JUDGES | {Role.PUBLISHER},
    moves=((State.DONE, State.NOT_NEEDED), State.OPEN),
    gives_reason=True,
)
ASSIGN = Act(
    "duty.assign",
    label="Gave it to somebody",
    phrase="Give it to somebody",
    held_by=PUBLISHERS | {Role.AUTHORITY_ADMIN},
    own=ANSWERABLE,
    gives_reason=True,
    must_change=True,
)

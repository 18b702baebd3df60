"""The acts on the forward plan."""

from hub.pipeline.terms import OPEN, State
from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, Role

# Whoever answers for a contract may say that something must follow it.
PROPOSERS = EDITORS | {
    Role.CONTRACT_MANAGER,
    Role.BUDGET_HOLDER,
    Role.REQUESTER,
    Role.LEGAL,
    Role.FINANCE,
}

PROPOSE = Act(
    "pipeline.propose",
    label="Proposed the entry of the pipeline",
    phrase="Propose an entry",
    held_by=PROPOSERS,
    moves=((), State.PROPOSED),
)
PLAN = Act(
    "pipeline.plan",
    label="Planned the entry",
    phrase="Plan it",
    held_by=EDITORS,
    moves=((State.PROPOSED,), State.PLANNED),
)
REVISE = Act(
    "pipeline.revise",
    label="Revised the entry",
    phrase="Revise it",
    held_by=EDITORS,
    moves=((State.PLANNED,), State.PLANNED),
    gives_reason=True,
)
START = Act(
    "pipeline.start",
    label="Started the procurement",
    phrase="Record that the procurement has started",
    held_by=EDITORS,
    moves=((State.PLANNED,), State.STARTED),
)
DROP = Act(
    "pipeline.drop",
    label="Dropped the entry",
    phrase="Drop it",
    held_by=EDITORS,
    moves=(OPEN, State.DROPPED),
    gives_reason=True,
)

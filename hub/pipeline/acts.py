"""The acts on the forward plan, and on what people say that they need."""

from hub.pipeline.terms import OPEN, NeedState, State
from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, OFFICERS, Role

# Whoever answers for a contract may say that something must follow it.
PROPOSERS = EDITORS | {
    Role.CONTRACT_MANAGER,
    Role.BUDGET_HOLDER,
    Role.REQUESTER,
    Role.LEGAL,
    Role.FINANCE,
}
SHOWERS = EDITORS | {Role.PUBLISHER}

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
    phrase="Start the procurement",
    held_by=EDITORS,
    moves=((State.PLANNED,), State.STARTED),
)
DECIDE_SHARING = Act(
    "pipeline.decide_sharing",
    label="Decided whether to buy with partners",
    phrase="Decide whether to buy with partners",
    held_by=EDITORS,
    gives_reason=True,
)
SHOW = Act(
    "pipeline.show",
    label="Put the entry on the public pipeline",
    phrase="Put it on the public pipeline",
    held_by=SHOWERS,
)
HIDE = Act(
    "pipeline.hide",
    label="Took the entry off the public pipeline",
    phrase="Take it off the public pipeline",
    held_by=SHOWERS,
    gives_reason=True,
)
HAND_OVER = Act(
    "pipeline.hand_over",
    label="Handed the entry over",
    phrase="Hand it over",
    held_by=EDITORS | {Role.AUTHORITY_ADMIN},
)
DROP = Act(
    "pipeline.drop",
    label="Dropped the entry",
    phrase="Drop it",
    held_by=EDITORS,
    moves=(OPEN, State.DROPPED),
    gives_reason=True,
)

DRAFT_NOTICE = Act(
    "pipeline_notice.draft",
    label="Drafted the pipeline notice",
    phrase="Draft the pipeline notice",
    held_by=SHOWERS,
)

SEND = Act(
    "need.send",
    label="Told procurement what is needed",
    phrase="Tell us what you need",
    held_by=OFFICERS,
    moves=((), NeedState.SENT),
)
REVISE_NEED = Act(
    "need.revise",
    label="Changed what is needed",
    phrase="Change it",
    own=OFFICERS,
    moves=((NeedState.SENT,), NeedState.SENT),
    must_change=True,
)
ACCEPT = Act(
    "need.accept",
    label="Put the need on the plan",
    phrase="Put it on the plan",
    held_by=EDITORS,
    moves=((NeedState.SENT,), NeedState.ACCEPTED),
)
JOIN = Act(
    "need.join",
    label="Joined the need to an entry of the plan",
    phrase="Join it to an entry of the plan",
    held_by=EDITORS,
    moves=((NeedState.SENT,), NeedState.JOINED),
)
DECLINE = Act(
    "need.decline",
    label="Declined the need",
    phrase="Decline it",
    held_by=EDITORS,
    moves=((NeedState.SENT,), NeedState.DECLINED),
    gives_reason=True,
)
TAKE_BACK = Act(
    "need.take_back",
    label="Took the need back",
    phrase="Take it back",
    own=OFFICERS,
    moves=((NeedState.SENT,), NeedState.WITHDRAWN),
    gives_reason=True,
)

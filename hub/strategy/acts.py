"""The acts on the strategy: its versions, its actions, what they depend on, and what a review recommended."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import OFFICERS, Role
from hub.strategy.terms import OPEN, ActionState, RecommendationState, VersionState

LEADS = frozenset({Role.PROCUREMENT_LEAD})
KEEPERS = LEADS | {Role.PROCUREMENT_OFFICER}

# Versions.
BEGIN = Act(
    "strategy.version.begin",
    label="Entered the adopted strategy",
    phrase="Enter the adopted strategy",
    held_by=LEADS,
    moves=((), VersionState.IN_FORCE),
)
PROPOSE = Act(
    "strategy.version.propose",
    label="Proposed a new version of the strategy",
    phrase="Propose a new version",
    held_by=LEADS,
    moves=((), VersionState.PROPOSED),
)
REWORD = Act(
    "strategy.version.reword",
    label="Reworded a clause",
    phrase="Reword a clause",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.PROPOSED),
    gives_reason=True,
    must_change=True,
)
RETARGET = Act(
    "strategy.version.retarget",
    label="Changed a target",
    phrase="Change a target",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.PROPOSED),
    gives_reason=True,
    must_change=True,
)
SET_DELIVERABLES = Act(
    "strategy.version.set_deliverables",
    label="Changed what a row is to deliver",
    phrase="Change what a row is to deliver",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.PROPOSED),
    gives_reason=True,
    must_change=True,
)
ADD_CLAUSE = Act(
    "strategy.version.add_clause",
    label="Added a clause",
    phrase="Add a clause",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.PROPOSED),
    gives_reason=True,
)
LEAVE_OUT_CLAUSE = Act(
    "strategy.version.leave_out_clause",
    label="Left a clause out",
    phrase="Leave a clause out",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.PROPOSED),
    gives_reason=True,
)
PUT_BACK_CLAUSE = Act(
    "strategy.version.put_back_clause",
    label="Put a clause back",
    phrase="Put a clause back",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.PROPOSED),
    gives_reason=True,
)
ADD_ROW = Act(
    "strategy.version.add_row",
    label="Added a row to the plan",
    phrase="Add a row to the plan",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.PROPOSED),
    gives_reason=True,
)
LEAVE_OUT_ROW = Act(
    "strategy.version.leave_out_row",
    label="Left a row of the plan out",
    phrase="Leave a row of the plan out",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.PROPOSED),
    gives_reason=True,
)
REWORD_ROW = Act(
    "strategy.version.reword_row",
    label="Reworded a row of the plan",
    phrase="Reword a row of the plan",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.PROPOSED),
    gives_reason=True,
    must_change=True,
)
PUT_BACK_ROW = Act(
    "strategy.version.put_back_row",
    label="Put a row of the plan back",
    phrase="Put a row of the plan back",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.PROPOSED),
    gives_reason=True,
)
LINK_CLAUSE = Act(
    "strategy.version.link_clause",
    label="Linked a clause to what serves it",
    phrase="Link a clause to what serves it",
    held_by=LEADS,
    gives_reason=True,
)
UNLINK_CLAUSE = Act(
    "strategy.version.unlink_clause",
    label="Unlinked a clause from what served it",
    phrase="Unlink a clause",
    held_by=LEADS,
    gives_reason=True,
)
ADOPT = Act(
    "strategy.version.adopt",
    label="Adopted the version",
    phrase="Adopt this version",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.IN_FORCE),
    needs="strategy_adoption",
)
SUPERSEDE = Act(
    "strategy.version.supersede",
    label="Gave way to a new version",
    phrase="Give way to a new version",
    held_by={Role.SYSTEM},
    moves=((VersionState.IN_FORCE,), VersionState.SUPERSEDED),
)
WITHDRAW = Act(
    "strategy.version.withdraw",
    label="Withdrew the proposed version",
    phrase="Withdraw this version",
    held_by=LEADS,
    moves=((VersionState.PROPOSED,), VersionState.WITHDRAWN),
    gives_reason=True,
    slug="withdraw-version",
)

# Actions.
ADD_ACTION = Act(
    "strategy.action.add",
    label="Added the action",
    phrase="Add an action",
    held_by=KEEPERS,
    moves=((), ActionState.PLANNED),
)
ASSIGN = Act(
    "strategy.action.assign",
    label="Gave the action an owner and a date",
    phrase="Give it an owner and a date",
    # An administrator moves the work of somebody who leaves.
    held_by=KEEPERS | {Role.AUTHORITY_ADMIN},
    moves=(OPEN, ActionState.UNDER_WAY),
)
REPORT = Act(
    "strategy.action.report",
    label="Reported progress",
    phrase="Report progress",
    held_by=KEEPERS,
    own=OFFICERS,
    moves=(OPEN, ActionState.UNDER_WAY),
)
FINISH = Act(
    "strategy.action.finish",
    label="Finished the action",
    phrase="Finish it",
    held_by=KEEPERS,
    own=OFFICERS,
    moves=(OPEN, ActionState.DONE),
)
DROP = Act(
    "strategy.action.drop",
    label="Dropped the action",
    phrase="Drop it",
    held_by=LEADS,
    moves=(OPEN, ActionState.DROPPED),
    gives_reason=True,
)
REOPEN = Act(
    "strategy.action.reopen",
    label="Opened the action again",
    phrase="Open it again",
    held_by=LEADS,
    moves=((ActionState.DONE, ActionState.DROPPED), ActionState.UNDER_WAY),
    gives_reason=True,
)
# What a person typed when listing an action, a dependency or a recommendation is put right in place: these are working
# records. What was adopted is not; it changes in the next version.
CORRECT_ACTION = Act(
    "strategy.action.correct",
    label="Corrected what the action says",
    phrase="Correct what it says",
    held_by=KEEPERS,
    gives_reason=True,
    must_change=True,
    slug="correct-action",
)

# What delivery depends on.
LIST_DEPENDENCY = Act(
    "strategy.dependency.list",
    label="Listed what delivery depends on",
    phrase="List what delivery depends on",
    held_by=KEEPERS,
)
ASSESS = Act(
    "strategy.dependency.assess",
    label="Assessed the dependency",
    phrase="Assess it",
    held_by=KEEPERS,
    own=OFFICERS,
)
CORRECT_DEPENDENCY = Act(
    "strategy.dependency.correct",
    label="Corrected what delivery depends on",
    phrase="Correct what it says",
    held_by=KEEPERS,
    gives_reason=True,
    must_change=True,
    slug="correct-dependency",
)

# What a review recommended.
RECORD_RECOMMENDATION = Act(
    "strategy.recommendation.record",
    label="Recorded the recommendation",
    phrase="Record a recommendation",
    held_by=KEEPERS,
    moves=((), RecommendationState.OPEN),
)
LINK = Act(
    "strategy.recommendation.link",
    label="Linked the recommendation to rows and actions",
    phrase="Link it to rows and actions",
    held_by=KEEPERS,
    moves=((RecommendationState.OPEN,), RecommendationState.OPEN),
)
CLOSE = Act(
    "strategy.recommendation.close",
    label="Closed the recommendation",
    phrase="Close it",
    held_by=LEADS,
    moves=((RecommendationState.OPEN,), RecommendationState.CLOSED),
    gives_reason=True,
)
REOPEN_RECOMMENDATION = Act(
    "strategy.recommendation.reopen",
    label="Opened the recommendation again",
    phrase="Open it again",
    held_by=LEADS,
    moves=((RecommendationState.CLOSED,), RecommendationState.OPEN),
    gives_reason=True,
    slug="reopen-recommendation",
)
CORRECT_RECOMMENDATION = Act(
    "strategy.recommendation.correct",
    label="Corrected the recommendation",
    phrase="Correct what it says",
    held_by=KEEPERS,
    gives_reason=True,
    must_change=True,
    slug="correct-recommendation",
)

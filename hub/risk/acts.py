"""The acts on risk screens."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, Role
from hub.risk.terms import State

# Whoever leads a procurement or looks after a contract answers its screens.
SCREENERS = EDITORS | {
    Role.REQUESTER,
    Role.BUDGET_HOLDER,
    Role.CONTRACT_MANAGER,
    Role.LEGAL,
    Role.FINANCE,
    Role.DATA_PROTECTION,
}
# Who may be named to review a screen.
REVIEWERS = frozenset({Role.PROCUREMENT_LEAD, Role.LEGAL, Role.FINANCE, Role.DATA_PROTECTION})

SCREEN = Act(
    "risk.screen",
    label="Screened for risk",
    phrase="Answer the screen",
    held_by=SCREENERS,
    moves=((), State.SCREENED),
)
SCREEN_AGAIN = Act(
    "risk.screen_again",
    label="Screened again",
    phrase="Answer the screen again",
    held_by=SCREENERS,
    moves=(tuple(State), State.SCREENED),
)
REVIEW = Act(
    "risk.review",
    label="Reviewed the screen",
    phrase="Review the screen",
    held_by={Role.PROCUREMENT_LEAD},
    own=REVIEWERS,
    moves=((State.SCREENED,), State.REVIEWED),
)
MEET = Act(
    "risk.meet",
    label="Recorded what the screen asks for",
    phrase="Record that something asked for is done",
    held_by=SCREENERS,
)
OUTDATE = Act(
    "risk.outdate",
    label="Found that the screen must be done again",
    held_by={Role.SYSTEM},
    moves=((State.SCREENED, State.REVIEWED), State.OUTDATED),
    gives_reason=True,
)
NAME = Act(
    "risk.name",
    label="Named somebody else to review it",
    phrase="Name somebody else to review it",
    held_by=EDITORS | {Role.AUTHORITY_ADMIN},
    moves=((State.SCREENED,), State.SCREENED),
    gives_reason=True,
    must_change=True,
)

"""The acts on changes of law."""

from hub.lawdesk.terms import UNREVIEWED, State
from hub.platform.act_table import Act
from hub.platform.identity.roles import Role
from hub.platform.reference.acts import KEEPERS

# Who answers for what a change of law does to the authority's work (ST-5).
REVIEWERS = frozenset({Role.LEGAL, Role.PROCUREMENT_LEAD})

OPEN = Act(
    "lawchange.open",
    label="Opened the review of a change of law",
    phrase="Open the review",
    held_by=KEEPERS | {Role.SYSTEM},
    moves=((), State.OPEN),
)
REVIEW = Act(
    "lawchange.review",
    label="Took up the review",
    phrase="Take up the review",
    held_by=REVIEWERS,
    moves=(UNREVIEWED, State.REVIEWING),
)
ASSIGN = Act(
    "lawchange.assign",
    label="Gave the review to somebody",
    phrase="Give the review to somebody",
    held_by=REVIEWERS | {Role.AUTHORITY_ADMIN},
    moves=(UNREVIEWED, State.REVIEWING),
    gives_reason=True,
    must_change=True,
)
CLOSE = Act(
    "lawchange.close",
    label="Closed the review",
    phrase="Close the review",
    held_by=REVIEWERS,
    moves=(UNREVIEWED, State.CLOSED),
    gives_reason=True,
)

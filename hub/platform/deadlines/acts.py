"""What can be done with an alert or a calendar feed."""

from hub.platform.acts import Act
from hub.platform.deadlines.terms import AlertState as S
from hub.platform.identity.roles import OFFICERS, STAFF_ROLES, Role

LIVE = [S.OPEN, S.ACKNOWLEDGED, S.PUT_OFF, S.ESCALATED]

RAISE = Act("alert.raise", "Raised an alert", held_by={Role.SYSTEM}, moves=([], S.OPEN))
ACKNOWLEDGE = Act(
    "alert.acknowledge",
    "Acknowledged the alert",
    phrase="I have seen this",
    own=STAFF_ROLES,
    moves=([S.OPEN, S.PUT_OFF, S.ESCALATED], S.ACKNOWLEDGED),
)
PUT_OFF = Act(
    "alert.put_off",
    "Put the alert off",
    phrase="Put it off",
    own=STAFF_ROLES,
    moves=([S.OPEN, S.ACKNOWLEDGED, S.ESCALATED], S.PUT_OFF),
    gives_reason=True,
)
ACT = Act(
    "alert.act",
    "Dealt with the alert",
    phrase="I have dealt with this",
    own=STAFF_ROLES,
    moves=(LIVE, S.CLOSED),
    gives_reason=True,
)
READ = Act(
    "alert.read", "Read the news", phrase="I have read this", own=STAFF_ROLES, moves=(LIVE, S.CLOSED), slug="read"
)
ESCALATE = Act(
    "alert.escalate", "Passed the alert on", held_by={Role.SYSTEM}, moves=([S.OPEN, S.ACKNOWLEDGED], S.ESCALATED)
)
WAKE = Act("alert.wake", "Brought the alert back", held_by={Role.SYSTEM}, moves=([S.PUT_OFF], S.OPEN))
RETURN = Act("alert.return", "Raised the alert again", held_by={Role.SYSTEM}, moves=([S.CLOSED], S.OPEN))
CLOSE = Act("alert.close", "Closed the alert", held_by={Role.SYSTEM}, moves=(LIVE, S.CLOSED))

MAKE_FEED = Act("calendar.make_feed", "Made a calendar feed", phrase="Make a feed link", held_by=OFFICERS)
REVOKE_FEED = Act("calendar.revoke_feed", "Revoked a calendar feed", phrase="Revoke", own=STAFF_ROLES)

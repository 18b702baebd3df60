"""The words of deadlines and alerts."""

from hub.law.terms import Term


class AlertState(Term):
    """How far a person is with what they were told."""

    OPEN = "open", "To do"
    ACKNOWLEDGED = "acknowledged", "Seen"
    PUT_OFF = "put_off", "Put off"
    ESCALATED = "escalated", "Passed on"
    CLOSED = "closed", "Closed"


class AlertKind(Term):
    """Why a person was told."""

    TOLD = "told", "Answers for it"
    ESCALATED = "escalated", "Next in line"
    NEWS = "news", "For information"


class Outcome(Term):
    """How an alert came to its end."""

    ACTED = "acted", "Acted on"
    MOVED = "moved", "The date moved"
    GONE = "gone", "No longer needed"
    LEFT = "left", "The person left"
    READ = "read", "Read"


class Channel(Term):
    """How an e-mail reaches a person."""

    EACH = "each", "An e-mail for each alert"
    DIGEST = "digest", "One e-mail at 8am"
    NONE = "none", "On screen only"


# Those that still ask something of somebody.
LIVE = frozenset({AlertState.OPEN, AlertState.ACKNOWLEDGED, AlertState.PUT_OFF, AlertState.ESCALATED})
# Those that wait in a person's queue today.
WAITING = frozenset({AlertState.OPEN, AlertState.ACKNOWLEDGED})
# And what went to the next in line as well: it stays on the person's list, and in its count, until it is settled.
LISTED = WAITING | {AlertState.ESCALATED}

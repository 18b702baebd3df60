"""The words of the law desk."""

from hub.law.terms import Term


class State(Term):
    """Where a change of law stands."""

    OPEN = "open", "To review"
    REVIEWING = "reviewing", "Being reviewed"
    CLOSED = "closed", "Reviewed"


UNREVIEWED = frozenset({State.OPEN, State.REVIEWING})

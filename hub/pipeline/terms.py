"""The words of the forward plan."""

from hub.law.terms import Term


class State(Term):
    """Where an entry of the pipeline stands."""

    PROPOSED = "proposed", "Proposed"
    PLANNED = "planned", "Planned"
    STARTED = "started", "Started"
    DROPPED = "dropped", "Dropped"


OPEN = frozenset({State.PROPOSED, State.PLANNED})

"""The words of the strategy: its levels, and where versions, clauses, actions and dependencies stand."""

from hub.law.terms import Term

# The scale of the National Procurement Strategy. Minimum is 1: clause 2.4(d) has Developing to Mature as 2 to 3.
LEVELS = ("Minimum", "Developing", "Mature", "Leader", "Innovator")


class LinkSort(Term):
    """What serves a clause."""

    CAPABILITY = "capability", "A capability, whose level is computed"
    ACTION = "action", "An action of the plan"
    RECORD = "record", "A record of the Hub"


class VersionState(Term):
    """Where a version of the strategy stands."""

    PROPOSED = "proposed", "Proposed"
    IN_FORCE = "in_force", "In force"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ClauseKind(Term):
    """What a clause does."""

    HEADING = "heading", "Heading"
    SECTION = "section", "Section of the plan"
    BACKGROUND = "background", "Background"
    AIM = "aim", "Aim"
    OBJECTIVE = "objective", "Objective"
    GOAL = "goal", "Goal"
    DUTY = "duty", "Duty"


# Clauses that promise something, so that something must stand behind them.
PROMISES = frozenset({ClauseKind.AIM, ClauseKind.OBJECTIVE, ClauseKind.GOAL, ClauseKind.DUTY})


class ActionState(Term):
    """Where an action of the plan stands."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


OPEN = frozenset({ActionState.PLANNED, ActionState.UNDER_WAY})


class Outlook(Term):
    """How something that delivery depends on looks."""

    RED = "red", "Red: delivery is at risk"
    AMBER = "amber", "Amber: somebody must act"
    GREEN = "green", "Green: in hand"
    MET = "met", "Met"


class RecommendationState(Term):
    """Where a recommendation of a review stands."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class Standing(Term):
    """What stands behind a clause."""

    NONE = "none", "No action"
    MEASURED = "measured", "Measured, no action"
    LATE = "late", "Late"
    ON_THE_WAY = "on_the_way", "On the way"
    DONE = "done", "Done"

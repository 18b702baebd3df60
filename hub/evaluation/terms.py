"""The words of scoring."""

from hub.law.terms import Term


class State(Term):
    """Where the scoring of a quote or tender stands."""

    SCORING = "scoring", "Being scored"
    DONE = "done", "Scores agreed"


class Stance(Term):
    """What somebody is to a scoring, and so what they may see of the answers."""

    OUTSIDE = "outside", "Not in the team"
    DECLARES = "declares", "Has not declared yet"
    CONFLICT = "conflict", "Declared a conflict"
    SCORER = "scorer", "Declared no conflict"

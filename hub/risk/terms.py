"""The words of risk screens."""

from hub.law.terms import Term


class Topic(Term):
    """What a screen looks for (SR-1 to SR-5)."""

    SLAVERY = "slavery", "Modern slavery"
    FAILURE = "failure", "Contractor failure"
    DATA = "data", "Data protection"
    FRAUD = "fraud", "Fraud"
    EXTERNAL = "external", "External events"


class State(Term):
    """Where a screen stands."""

    SCREENED = "screened", "To be reviewed"
    REVIEWED = "reviewed", "Reviewed"
    OUTDATED = "outdated", "To be done again"


class Level(Term):
    """How much a screen found."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class Answer(Term):
    """What somebody says to a question of a screen."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


LEVELS = list(Level)

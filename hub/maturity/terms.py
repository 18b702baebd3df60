"""The words of maturity: what a level is claimed for, where a round stands, why a part of a test fails."""

from hub.law.terms import Term

MINIMUM, DEVELOPING, MATURE, LEADER, INNOVATOR = range(1, 6)
ABOVE_MINIMUM = (DEVELOPING, MATURE, LEADER, INNOVATOR)


class Subject(Term):
    """What has a level."""

    CAPABILITY = "capability", "Capability"
    ROW = "row", "Row of the action plan"
    BEHAVIOUR = "behaviour", "Behaviour of the national strategy"


class EvidenceState(Term):
    """Where attested evidence stands; a day on which it lapses needs no act."""

    GIVEN = "given", "Given"
    WITHDRAWN = "withdrawn", "Withdrawn"


class RoundState(Term):
    """Where a yearly assessment stands."""

    OPEN = "open", "Open"
    LOCKED = "locked", "Locked"


class Why(Term):
    """Why a part of a level test holds or fails."""

    HOLDS = "holds", "Holds"
    SHORT = "short", "Falls short"
    EMPTY = "empty", "Nothing to measure"
    NOT_BUILT = "not_built", "The Hub does not measure this yet"
    UNKNOWN = "unknown", "No such indicator"
    NO_HISTORY = "no_history", "Before anything is known"
    NOT_ATTESTED = "not_attested", "Nobody attests this"
    LAPSED = "lapsed", "The evidence has lapsed"
    NO_PAPER = "no_paper", "The evidence has no file"

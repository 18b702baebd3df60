"""The words of awards."""

from hub.law.terms import Term


class State(Term):
    """Where an award stands; that it was approved is said by its approval."""

    RECOMMENDED = "recommended", "Recommended"
    INFORMED = "informed", "Suppliers told"
    CONFIRMED = "confirmed", "Confirmed"
    SET_ASIDE = "set_aside", "Set aside"
    NONE = "none", "No award"


# An award that nothing else may stand beside.
STANDING = frozenset({State.RECOMMENDED, State.INFORMED, State.CONFIRMED, State.NONE})
GOING_ON = frozenset({State.RECOMMENDED, State.INFORMED})
# What suppliers know of.
TOLD = frozenset({State.INFORMED, State.CONFIRMED, State.NONE})


class Result(Term):
    """What an award means for one who answered."""

    WON = "won", "You won"
    NOT_CHOSEN = "not_chosen", "Another offer was chosen"
    NOT_COMPLIANT = "not_compliant", "Your offer was not compliant"
    NO_AWARD = "no_award", "No award was made"

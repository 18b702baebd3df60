"""The words of options appraisal."""

from hub.law.terms import Procedure, Term


class State(Term):
    """Where an appraisal stands."""

    LISTING = "listing", "Options being listed"
    SCORING = "scoring", "Being scored"
    CHOSEN = "chosen", "Option chosen"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"


UNDECIDED = frozenset({State.LISTING, State.SCORING})
DECIDED = frozenset({State.CHOSEN, State.SUPERSEDED})


class Delivery(Term):
    """In which way a need can be met."""

    DO_NOTHING = "do_nothing", "Do nothing"
    DO_LATER = "do_later", "Do it later"
    IN_HOUSE = "in_house", "Do it ourselves"
    SHARED = "shared", "Share it with a partner"
    GRANT = "grant", "Give a grant"
    FRAMEWORK = "framework", "Buy from an existing framework"
    QUOTES = "quotes", "Ask for quotes"
    OPEN = "open", "Open competition"
    FLEXIBLE = "flexible", "Competition in stages"
    DIRECT = "direct", "Award without competition"


# The ways that go to the market, and the procedure that each intends.
MARKET: dict[Delivery, Procedure] = {
    Delivery.FRAMEWORK: Procedure.CALL_OFF,
    Delivery.QUOTES: Procedure.BELOW_THRESHOLD,
    Delivery.OPEN: Procedure.OPEN,
    Delivery.FLEXIBLE: Procedure.COMPETITIVE_FLEXIBLE,
    Delivery.DIRECT: Procedure.DIRECT_AWARD,
}


# The ways in which nobody is asked to offer anything, here or at a partner.
OUR_OWN = frozenset({Delivery.DO_NOTHING, Delivery.IN_HOUSE, Delivery.GRANT})


class Group(Term):
    """The three sides on which every option is scored."""

    COMMERCIAL = "commercial", "Commercial"
    SOCIAL = "social", "Social"
    RISK = "risk", "Risk"


class Basis(Term):
    """Where the points of a criterion come from."""

    JUDGED = "judged", "Judged by the appraisers"
    COST = "cost", "Worked out from the costs"


class Outcome(Term):
    """How a choice turned out against what was expected of it."""

    BETTER = "better", "Better than expected"
    AS_EXPECTED = "as_expected", "As expected"
    WORSE = "worse", "Worse than expected"

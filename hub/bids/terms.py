"""The words of bids that are kept: states, uses of rosters."""

from hub.law.terms import Term


class KeyState(Term):
    """How far a key of an opener is."""

    OFFERED = "offered", "Possession to be proven"
    PROVEN = "proven", "Ready for rosters"
    RETIRED = "retired", "Retired"


class RosterUse(Term):
    """Which envelopes a roster opens."""

    QUOTES = "quotes", "Every quote (one envelope)"
    QUALITY = "quality", "Quality envelopes"
    PRICE = "price", "Price envelopes"


class RosterState(Term):
    """How far a roster is."""

    DRAFT = "draft", "Draft"
    REHEARSING = "rehearsing", "Being rehearsed"
    IN_FORCE = "in_force", "In force"
    RETIRED = "retired", "Retired"


# Whose openers must not all come from procurement: who chooses the supplier must not also see the prices alone.
WITH_OUTSIDER = frozenset({RosterUse.QUOTES, RosterUse.PRICE})

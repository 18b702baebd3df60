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


class BidState(Term):
    """Where a bid stands. Whether it is in time is decided by the deadline rule, from stamps."""

    DRAFTING = "drafting", "Not submitted"
    SUBMITTED = "submitted", "Submitted"
    WITHDRAWN = "withdrawn", "Taken back"
    OPENED = "opened", "Opened"


class ItemState(Term):
    """How far a sealed answer or file of a bid has come."""

    COMING = "coming", "On its way"
    WHOLE = "whole", "Received"
    REMOVED = "removed", "Taken out"


class Maker(Term):
    """Where something of a bid was sealed."""

    DOOR = "door", "Sealed on our server as it arrived"
    BROWSER = "browser", "Sealed in the bidder's browser"
    TOOL = "tool", "Sealed by the offline tool"


class OpeningState(Term):
    """How far an opening is."""

    GATHERING = "gathering", "Waiting for openers"
    OPENED = "opened", "Opened"


# Whose openers must not all come from procurement: who chooses the supplier must not also see the prices alone.
WITH_OUTSIDER = frozenset({RosterUse.QUOTES, RosterUse.PRICE})

"""The words of approvals."""

from hub.law.terms import Term


class RequestState(Term):
    """How far a request for approval is."""

    ASKED = "asked", "Waiting for a decision"
    APPROVED = "approved", "Approved"
    SENT_BACK = "sent_back", "Sent back"
    WITHDRAWN = "withdrawn", "Withdrawn"
    LAPSED = "lapsed", "Lapsed"
    USED = "used", "Approved and done"


class Decision(Term):
    """What was decided at one step."""

    APPROVED = "approved", "Approved"
    SENT_BACK = "sent_back", "Sent back"


class Vat(Term):
    """Whether a value band counts VAT."""

    EX = "ex", "ex VAT"
    INC = "inc", "inc VAT"

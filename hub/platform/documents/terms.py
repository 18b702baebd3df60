"""The words of documents: who they are for, how they were scanned, what has become of them."""

from hub.law.terms import Term
from hub.platform.identity.roles import Role

# Besides these, the people a record calls its own read its confidential papers.
CONFIDENTIAL_READERS = frozenset({Role.PROCUREMENT_LEAD, Role.LEGAL, Role.AUDITOR, Role.DATA_PROTECTION})


class Audience(Term):
    """Who may read a document; each line lets in those above it too."""

    INTERNAL = "internal", "Officers of the authority"
    PANEL = "panel", "The evaluation panel"
    BIDDERS = "bidders", "Suppliers who take part"
    SUPPLIER = "supplier", "The supplier of this record"
    PUBLIC = "public", "Everyone"


class Scan(Term):
    """What the virus scanner said. Only CLEAN is clean."""

    WAITING = "waiting", "Being checked"
    CLEAN = "clean", "No virus found"
    INFECTED = "infected", "Virus found"
    NOT_SCANNED = "not_scanned", "Not checked: no scanner"
    OVER_LIMIT = "over_limit", "Not checked: too large for the scanner"
    TIMED_OUT = "timed_out", "Not checked: the scanner took too long"
    FAILED = "failed", "Not checked: the scanner failed"


class State(Term):
    """Whether a document still stands."""

    CURRENT = "current", "Current"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DISPOSED = "disposed", "Disposed of"


class DisposalState(Term):
    """Where a list of papers to dispose of stands."""

    PROPOSED = "proposed", "Waits for a second person"
    APPROVED = "approved", "Approved: the files are removed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Taken back"

"""The words of suppliers: what they are, how big, and how we know their names."""

from hub.law.terms import Term


class State(Term):
    """Where a supplier's entry stands."""

    LIVE = "live", "Live"
    MERGED = "merged", "Merged into another"


class SupplierKind(Term):
    """What sort of body a supplier is."""

    COMPANY = "company", "Company"
    PARTNERSHIP = "partnership", "Partnership"
    SOLE_TRADER = "sole_trader", "Sole trader"
    CHARITY = "charity", "Charity or community body"
    PUBLIC = "public", "Public body"
    OTHER = "other", "Other"


class Size(Term):
    """How big a supplier is, as far as the law asks."""

    SME = "sme", "Small or medium"
    LARGE = "large", "Large"


class KnownFrom(Term):
    """How we know a name or a number."""

    LIST = "list", "A loaded list"
    ENTERED = "entered", "Entered by an officer"
    MERGED = "merged", "A merged entry"
    SUPPLIER = "supplier", "The supplier"


class Likeness(Term):
    """Why two entries may be one supplier."""

    IDENTIFIER = "identifier", "One list gives the numbers of both as one supplier"
    NAME = "name", "Same name once legal form and punctuation are left out"
    NEAR = "near", "Nearly the same name"
    ASKED = "asked", "Somebody put them side by side"


class Verdict(Term):
    """What a person decided about two entries."""

    OPEN = "open", "Not decided"
    MERGED = "merged", "Merged"
    APART = "apart", "Kept apart"

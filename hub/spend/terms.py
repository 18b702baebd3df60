"""The words of spend: what a load is, how sums stand to VAT, how a payee was matched and what became of a line."""

from hub.law.terms import Term

# What stands in place of the name of a person who is paid, for everybody but finance.
A_PERSON = "A person"
# The other columns of a line that could name a person.
NAMES_A_PERSON = (
    "payee_key", "supplier_number", "company_number", "charity_number", "description", "reference", "order_number",
)  # fmt: skip


class LoadState(Term):
    """Whether the lines of a load count."""

    LIVE = "live", "Counts"
    REPLACED = "replaced", "Replaced by a corrected file"
    UNDONE = "undone", "Undone"


class Vat(Term):
    """Which sum of the file counts."""

    NET = "net", "Without VAT, as the file says"
    GROSS = "gross", "As paid: the file does not say that VAT is taken off"

    @property
    def short(self) -> str:
        """Give the words for a column."""
        return "ex VAT" if self is Vat.NET else "as paid"

    @classmethod
    def of(cls, *, is_net: bool) -> "Vat":
        """Give how the sums of a load stand to VAT."""
        return cls.NET if is_net else cls.GROSS


class Payees(Term):
    """What sort of payee it is."""

    ORGANISATION = "organisation", "Organisation"
    PERSON = "person", "Person"
    DOUBTFUL = "doubtful", "Perhaps a person: finance has not said yet"
    UNNAMED = "unnamed", "Not named in the file"


# Those whose names are for finance alone; in doubt too, until finance says otherwise.
HIDDEN = frozenset({Payees.PERSON, Payees.DOUBTFUL, Payees.UNNAMED})


class Way(Term):
    """How a payee was matched to a supplier, the surest first."""

    PERSON = "person", "Somebody chose it"
    COMPANY_NUMBER = "company_number", "The same company number"
    CHARITY_NUMBER = "charity_number", "The same charity number"
    NAME = "name", "The same name"
    CLEANED_NAME = "cleaned_name", "The same name but for its spelling"
    NUMBER = "number", "The same number in the ledger as a payee that is matched"
    CONTRACT = "contract", "The contract that all its lines name that name one"
    NONE = "none", "Not matched"


class Footing(Term):
    """Whether money was spent under a contract."""

    ON = "on", "On contract"
    OFF = "off", "Off contract"
    UNMATCHED = "unmatched", "Supplier not known"
    PERSON = "person", "Paid to a person"


class PartKind(Term):
    """What a part of a load holds."""

    LINES = "lines", "Lines"
    ORIGINAL = "original", "Original text"
    TOTALS = "totals", "Totals by payee and month"
    STANDING = "standing", "What counts no more"


class Outcome(Term):
    """What will be done about a supplier with no contract."""

    LET = "let", "A contract will be let"
    FOUND = "found", "There is a contract; it will be put on the register"
    SMALL = "small", "Too little for a contract"
    EXEMPT = "exempt", "No contract is needed"
    STOP = "stop", "We stop buying"

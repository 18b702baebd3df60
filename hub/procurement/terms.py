"""The words of the case file."""

from hub.law.terms import Term


class State(Term):
    """Where a procurement stands."""

    SHAPING = "shaping", "Being shaped"
    APPROVED = "approved", "Approved to compete"
    COMPETING = "competing", "In competition"
    AWARDED = "awarded", "Awarded"
    CLOSED = "closed", "Closed"
    ABANDONED = "abandoned", "Abandoned"


# Before the market is asked, and until nothing more is done.
BEFORE_MARKET = frozenset({State.SHAPING, State.APPROVED})
OPEN = BEFORE_MARKET | {State.COMPETING}
OVER = frozenset({State.CLOSED, State.ABANDONED})
NOT_OVER = frozenset(State) - OVER
# A case closes when its contract is signed; conflicts are kept under review until that ends (PA 2023 s.83(5)-(6)).
REVIEWED = NOT_OVER | {State.CLOSED}


class Tier(Term):
    """How closely the contract will be managed."""

    GOLD = "gold", "Gold"
    SILVER = "silver", "Silver"
    BRONZE = "bronze", "Bronze"


class RiskLevel(Term):
    """How much could go wrong."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class VatTreatment(Term):
    """How VAT is charged on what is bought; the rates are dated values."""

    STANDARD = "standard", "Standard rate"
    REDUCED = "reduced", "Reduced rate"
    ZERO = "zero", "Zero rate"
    EXEMPT = "exempt", "Exempt"
    OUTSIDE = "outside", "Outside the scope of VAT"
    MIXED = "mixed", "Several rates"


class VatBasis(Term):
    """Whether the amount that was typed has VAT in it."""

    EX = "ex", "Without VAT"
    INC = "inc", "With VAT"


class EstimateMethod(Term):
    """How an estimate was made."""

    LAST_CONTRACT = "last_contract", "What the last contract cost"
    PAST_SPEND = "past_spend", "What was spent in the past"
    MARKET_PRICES = "market_prices", "Published or market prices"
    INDICATIVE_QUOTES = "indicative_quotes", "Indicative quotes"
    COST_MODEL = "cost_model", "A cost model"
    SIMILAR_AUTHORITIES = "similar_authorities", "What similar authorities paid"
    BUDGET = "budget", "The budget alone"
    FROM_PLAN = "from_plan", "Carried over from the plan"


class TeamRole(Term):
    """What somebody does in a procurement."""

    PROJECT = "project", "Project lead"
    PROCUREMENT = "procurement", "Procurement"
    LEGAL = "legal", "Legal"
    FINANCE = "finance", "Finance"
    CONTRACT_MANAGER = "contract_manager", "Contract manager"
    SERVICE = "service", "Service that will use it"
    SPECIALIST = "specialist", "Specialist"


# The five that a tender run as a commercial process has from planning to award (BC-4).
WANTED_ROLES = (
    TeamRole.PROJECT,
    TeamRole.PROCUREMENT,
    TeamRole.LEGAL,
    TeamRole.FINANCE,
    TeamRole.CONTRACT_MANAGER,
)


class InterestKind(Term):
    """What sort of interest somebody declares (PA 2023 s.81(2) to (4))."""

    NONE = "none", "No interest"
    FINANCIAL = "financial", "Financial"
    EMPLOYMENT = "employment", "Past or present employment"
    FAMILY = "family", "Family or friends"
    MEMBERSHIP = "membership", "Membership or office held"
    OTHER = "other", "Another interest"


class InterestOutcome(Term):
    """What was decided about a declared interest."""

    WAITING = "waiting", "To be looked at"
    NO_CONFLICT = "no_conflict", "No conflict"
    MANAGED = "managed", "Managed with steps"
    STOOD_DOWN = "stood_down", "Takes no part"


class Innovation(Term):
    """How the market is invited to offer something new (NX-3)."""

    VARIANTS = "variants", "Variants may be offered"
    OUTCOMES = "outcomes", "Outcomes are specified, not how they are reached"
    CHALLENGE = "challenge", "A problem is set and ideas compete"
    NONE = "none", "No new ideas are invited"


INVITING = frozenset(Innovation) - {Innovation.NONE}


class SocialValue(Term):
    """Whether social value is part of the award criteria."""

    IN = "in", "In"
    OUT = "out", "Out"

"""The words of contracts: states, kinds, routes, tiers and the grounds on which something happens to one."""

from hub.law.terms import Term


class State(Term):
    """Where a contract stands. Dates explain it; see ``rules.state_on`` for what time decides."""

    DRAFT = "draft", "Draft"
    LIVE = "live", "Live"
    SUSPENDED = "suspended", "Suspended"
    EXPIRED = "expired", "Expired"
    ENDED = "ended", "Ended"
    WITHDRAWN = "withdrawn", "Withdrawn"


RUNNING = frozenset({State.LIVE, State.SUSPENDED})
OVER = frozenset({State.EXPIRED, State.ENDED})
ON_THE_REGISTER = frozenset(State) - {State.WITHDRAWN}


class ContractKind(Term):
    """What sort of agreement it is."""

    CONTRACT = "contract", "Contract"
    FRAMEWORK = "framework", "Framework"
    CALL_OFF = "call_off", "Order under a framework"
    GRANT = "grant", "Grant agreement"


class Nature(Term):
    """What is bought; the values are those of the open contracting standard."""

    GOODS = "goods", "Goods"
    SERVICES = "services", "Services"
    WORKS = "works", "Works"


class Tier(Term):
    """How closely a contract is managed."""

    GOLD = "gold", "Gold"
    SILVER = "silver", "Silver"
    BRONZE = "bronze", "Bronze"


class Route(Term):
    """How the contract was let, and how long letting it again usually takes."""

    OPEN = "open", "Open competition"
    FLEXIBLE = "competitive_flexible", "Competition with our own stages"
    RESTRICTED = "restricted", "Restricted procedure"
    NEGOTIATED = "negotiated", "Negotiated procedure"
    QUOTES = "quotes", "Quotes"
    BELOW_THRESHOLD = "below_threshold", "Advertised below the threshold"
    CALL_OFF = "call_off", "Order under a framework"
    DYNAMIC_MARKET = "dynamic_market", "Award by a dynamic market"
    DIRECT = "direct_award", "Award without competition"
    GRANT = "grant", "Grant"
    IN_HOUSE = "in_house", "Between public bodies"
    OTHER = "other", "Another route"


class Regime(Term):
    """Which law the contract was let under."""

    ACT_2023 = "act_2023", "Procurement Act 2023"
    PCR_2015 = "pcr_2015", "Public Contracts Regulations 2015"
    CONCESSIONS_2016 = "concessions_2016", "Concession Contracts Regulations 2016"
    UTILITIES_2016 = "utilities_2016", "Utilities Contracts Regulations 2016"
    BELOW_THRESHOLD = "below_threshold", "Below the threshold"
    EXEMPT = "exempt", "Exempt"


class SupplierRole(Term):
    """What a supplier does in a contract."""

    LEAD = "lead", "Supplier"
    MEMBER = "member", "Member of a group of suppliers"
    SUBCONTRACTOR = "subcontractor", "Subcontractor"


class OptionState(Term):
    """What has become of an extension option."""

    OPEN = "open", "Not decided"
    USED = "used", "Used"
    DECLINED = "declined", "Not used"


class TerminationGround(Term):
    """Why a contract ended before its end date."""

    AGREED = "agreed", "Both sides agreed"
    NOTICE = "notice", "We gave notice"
    SUPPLIER_NOTICE = "supplier_notice", "The supplier gave notice"
    POOR_PERFORMANCE = "poor_performance", "Poor performance"
    BREACH = "breach", "The supplier broke the contract"
    INSOLVENCY = "insolvency", "The supplier became insolvent"
    IMPLIED = "implied", "A term that the law implies (Procurement Act 2023, section 78)"
    NEED_ENDED = "need_ended", "We no longer need it"
    COMPLETED = "completed", "The work was finished early"


class WithdrawalGround(Term):
    """Why an entry leaves the register."""

    DUPLICATE = "duplicate", "It is entered twice"
    MISTAKE = "mistake", "It was entered by mistake"
    NOT_A_CONTRACT = "not_a_contract", "It is not a contract"
    NEVER_SIGNED = "never_signed", "It was never signed"
    IMPORT_UNDONE = "import_undone", "The load that brought it was undone"


class Moved(Term):
    """Why the end or the value of a contract in force is not what is recorded."""

    MISTYPED = "mistyped", "The record was wrong: the contract always said this"
    CHANGED = "changed", "The contract itself was changed"


class Duty(Term):
    """Who answers for a contract in which way."""

    OWNER = "owner", "Contract owner"
    MANAGER = "manager", "Contract manager"


class Need(Term):
    """What a contract needs from somebody, as the register's last column says it."""

    GAP = "gap", "Gap"
    SUSPENDED = "suspended", "Suspended"
    DECIDE = "decide", "Decide"
    START = "start", "Start now"
    LATE = "late", "Too late"
    CONFIRM = "confirm", "Confirm"

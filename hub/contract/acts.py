"""The acts on contracts: permission, transition and audit in one table."""

from hub.contract.terms import ON_THE_REGISTER, OVER, RUNNING, State
from hub.platform.act_table import AS_IT_STOOD, Act
from hub.platform.identity.roles import EDITORS, Role

# An owner or manager may come from any service; whether a contract is theirs is asked of the record (``is_own``).
ANSWERABLE = frozenset(
    {
        Role.CONTRACT_MANAGER,
        Role.BUDGET_HOLDER,
        Role.REQUESTER,
        Role.PROCUREMENT_OFFICER,
        Role.LEGAL,
        Role.FINANCE,
    }
)
LEADS = frozenset({Role.PROCUREMENT_LEAD})
REGISTRARS = EDITORS | {Role.CONTRACT_MANAGER}
NOT_OVER = frozenset({State.DRAFT}) | RUNNING

ADD = Act(
    "contract.add",
    label="Added the contract",
    phrase="Add a contract",
    held_by=REGISTRARS,
    moves=((), State.DRAFT),
)
SIGN = Act(
    "contract.sign",
    label="Recorded that the contract is signed",
    phrase="Record that it is signed",
    held_by=EDITORS,
    own=ANSWERABLE,
    moves=((State.DRAFT,), State.DRAFT),
)
START = Act(
    "contract.start",
    label="Started the contract",
    phrase="Start the contract",
    held_by=EDITORS | {Role.SYSTEM},
    own=ANSWERABLE,
    moves=((State.DRAFT,), State.LIVE),
)
CORRECT = Act(
    "contract.correct",
    label="Corrected the record",
    phrase="Change these facts",
    held_by=EDITORS,
    own=ANSWERABLE,
    gives_reason=True,
    must_change=True,
)
CORRECT_REFERENCE = Act(
    "contract.correct_reference",
    label="Corrected the reference",
    phrase="Correct the reference",
    held_by=EDITORS,
    own=ANSWERABLE,
    gives_reason=True,
    slug="correct-reference",
    must_change=True,
)
# The end and the value of a contract in force decide who approves more time for it, so moving them is approved alike.
CORRECT_TERMS = Act(
    "contract.correct_terms",
    label="Corrected the end or the value",
    phrase="Correct the end or the value",
    held_by=EDITORS,
    own=ANSWERABLE,
    needs="contract_correction",
    gives_reason=True,
    slug="correct-terms",
    must_change=True,
)
NAME_SUPPLIERS = Act(
    "contract.name_suppliers",
    label="Changed the suppliers on the record",
    phrase="Change the suppliers",
    held_by=EDITORS,
    own=ANSWERABLE,
    gives_reason=True,
    slug="suppliers",
    must_change=True,
)
# Suppliers are shared: a merge by one authority changes the name that the contracts of all show.
FOLLOW_SUPPLIERS = Act(
    "contract.follow_suppliers",
    label="Took over the name under which the supplier stands",
    phrase="Take over the supplier's name",
    held_by={Role.SYSTEM},
)
SET_OPTIONS = Act(
    "contract.set_options",
    label="Changed the extension options",
    phrase="Change the extension options",
    held_by=EDITORS,
    own=ANSWERABLE,
    gives_reason=True,
    slug="options",
    must_change=True,
)
SET_LOTS = Act(
    "contract.set_lots",
    label="Changed the lots",
    phrase="Change the lots",
    held_by=EDITORS,
    own=ANSWERABLE,
    gives_reason=True,
    slug="lots",
    must_change=True,
)
SET_PARTNERS = Act(
    "contract.set_partners",
    label="Changed the partner authorities",
    phrase="Change the partner authorities",
    held_by=EDITORS,
    own=ANSWERABLE,
    gives_reason=True,
    slug="partners",
    must_change=True,
)
EXTEND = Act(
    "contract.extend",
    label="Used an extension option",
    phrase="Decide the extension",
    held_by=LEADS,
    own=ANSWERABLE,
    moves=((State.LIVE,), State.LIVE),
    needs="contract_extension",
    gives_reason=True,
)
# What was agreed is changed on a ground of the law; the law is asked before it is recorded (architecture §11, Change).
CHANGE = Act(
    "contract.change",
    label="Changed the contract",
    phrase="Change the contract",
    held_by=LEADS | {Role.LEGAL},
    own=ANSWERABLE,
    needs="contract_change",
    gives_reason=True,
)
DECLINE_EXTENSION = Act(
    "contract.decline_extension",
    label="Decided not to use an extension option",
    phrase="Leave the extension unused",
    held_by=LEADS,
    own=ANSWERABLE,
    gives_reason=True,
)
SUSPEND = Act(
    "contract.suspend",
    label="Suspended the contract",
    phrase="Suspend the contract",
    held_by=LEADS,
    own=ANSWERABLE,
    moves=((State.LIVE,), State.SUSPENDED),
    gives_reason=True,
)
RESUME = Act(
    "contract.resume",
    label="Resumed the contract",
    phrase="Resume the contract",
    held_by=LEADS,
    own=ANSWERABLE,
    moves=((State.SUSPENDED,), State.LIVE),
    undoes=True,
    gives_reason=True,
)
END = Act(
    "contract.end",
    label="Ended the contract early",
    phrase="End the contract early",
    held_by=LEADS,
    own=ANSWERABLE,
    moves=(RUNNING, State.ENDED),
    needs="contract_termination",
    gives_reason=True,
)
EXPIRE = Act(
    "contract.expire",
    label="Reached its end date",
    phrase="Let the contract expire",
    held_by={Role.SYSTEM},
    moves=(RUNNING, State.EXPIRED),
)
# A wrong end date lets a contract expire overnight, or a list calls over what still runs.
PUT_BACK = Act(
    "contract.put_back",
    label="Put the contract back in force",
    phrase="Put it back in force",
    held_by=LEADS,
    moves=(OVER, State.LIVE),
    undoes=True,
    gives_reason=True,
    slug="put-back",
)
TRANSFER = Act(
    "contract.transfer",
    label="Handed the contract over",
    phrase="Hand the contract over",
    held_by=LEADS | {Role.AUTHORITY_ADMIN},
    own=ANSWERABLE,
    gives_reason=True,
)
CONFIRM = Act(
    "contract.confirm",
    label="Confirmed that the record is right",
    phrase="Confirm that this record is right",
    held_by=LEADS,
    own=ANSWERABLE,
)
PLAN_NEXT = Act(
    "contract.plan_next",
    label="Planned what follows the contract",
    phrase="Plan what follows",
    held_by=EDITORS,
    own=ANSWERABLE,
)
SET_TIER = Act(
    "contract.set_tier",
    label="Set the tier",
    phrase="Set the tier",
    held_by=EDITORS,
    own=ANSWERABLE,
    gives_reason=True,
    must_change=True,
)
WITHDRAW = Act(
    "contract.withdraw",
    label="Withdrew the entry",
    phrase="Withdraw this entry",
    held_by=EDITORS,
    moves=(ON_THE_REGISTER, State.WITHDRAWN),
    gives_reason=True,
)
RESTORE = Act(
    "contract.restore",
    label="Put the entry back on the register",
    phrase="Put this entry back",
    held_by=EDITORS,
    moves=((State.WITHDRAWN,), AS_IT_STOOD),
    undoes=True,
    gives_reason=True,
)

# A loaded list says where each contract stands, so these three set the state themselves.
IMPORT = Act(
    "contract.import",
    label="Loaded the contract from a list",
    phrase="Load contracts",
    held_by=REGISTRARS | {Role.SYSTEM},
)
IMPORT_UPDATE = Act(
    "contract.import_update",
    label="Updated the contract from a list",
    phrase="Update contracts from a list",
    held_by=EDITORS | {Role.SYSTEM},
    own=ANSWERABLE,
)
IMPORT_UNDO = Act(
    "contract.import_undo",
    label="Undid the load",
    phrase="Undo this load",
    held_by=REGISTRARS | {Role.SYSTEM},
)

# What may be corrected in which state (examples.md A8): once a contract is over, its terms are history.
EDITABLE = {
    State.DRAFT: "all",
    State.LIVE: "all",
    State.SUSPENDED: "all",
    State.EXPIRED: "description",
    State.ENDED: "description",
    State.WITHDRAWN: "none",
}
assert set(EDITABLE) == set(State) and set(EDITABLE) >= OVER

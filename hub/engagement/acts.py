"""The acts on market engagement."""

from hub.engagement.terms import HELD, OPEN, State
from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, Role

# Who knows the need talks to the market beside those who buy.
ASKERS = EDITORS | {Role.REQUESTER, Role.CONTRACT_MANAGER}


def _keeps(name: str, label: str, phrase: str, states: object, **more: object) -> Act:
    """Declare an act that leaves the exercise in its state, whichever of some it is in."""
    made = Act(f"engagement.{name}", label=label, phrase=phrase, **{"held_by": ASKERS, **more})  # type: ignore[arg-type]
    OPEN_IN[made] = frozenset(states)  # type: ignore[call-overload]
    return made


# Which states each act that keeps the state is open in; a guard in `services` reads this.
OPEN_IN: dict[Act, frozenset[State]] = {}

PLAN = Act(
    "engagement.plan",
    label="Planned the market engagement",
    phrase="Plan market engagement",
    held_by=ASKERS,
    moves=((), State.PLANNED),
)
REVISE = _keeps("revise", "Changed the plan", "Change the plan", OPEN, must_change=True)
ASK = _keeps("ask", "Wrote the questions", "Write the questions", {State.PLANNED})
INVITE = _keeps("invite", "Named suppliers", "Name suppliers and who came", OPEN)
RECORD_NOTICE = _keeps(
    "record_notice", "Recorded the notice (UK2)", "Record the notice (UK2), or why there is none", OPEN | HELD,
    held_by=EDITORS | {Role.PUBLISHER},
)  # fmt: skip
OPEN_IT = Act(
    "engagement.open",
    label="Opened the engagement",
    phrase="Open the engagement",
    held_by=ASKERS,
    moves=((State.PLANNED,), State.RUNNING),
)
ANSWER = _keeps("answer", "Recorded the answers of a supplier", "Record the answers of a supplier", {State.RUNNING})
RECORD_STEPS = _keeps(
    "record_steps", "Recorded steps against unfair advantage", "Record steps against unfair advantage", OPEN
)
FIND = _keeps("find", "Recorded a finding", "Record a finding", {State.RUNNING})
ASSESS_ADVANTAGE = _keeps(
    "assess_advantage", "Assessed whether a supplier has an advantage", "Assess unfair advantage", HELD,
    held_by=EDITORS | {Role.LEGAL},
)  # fmt: skip
CITE = _keeps("cite", "Cited a finding in a decision", "Cite a finding in a decision", HELD)
# Suppliers do this on their own site, to a record of their own; a guard in `services` asks for which organisation.
REPLY = Act(
    "engagement_reply.send",
    label="Answered a market engagement",
    phrase="Send the answers",
    held_by={Role.SUPPLIER_OWNER, Role.SUPPLIER_EDITOR},
)
CLOSE = Act(
    "engagement.close",
    label="Closed the engagement",
    phrase="Close the engagement",
    held_by=EDITORS,
    moves=((State.RUNNING,), State.CLOSED),
)
WITHDRAW = Act(
    "engagement.withdraw",
    label="Withdrew the engagement",
    phrase="Withdraw it",
    held_by=EDITORS,
    moves=(OPEN, State.WITHDRAWN),
    gives_reason=True,
)
TRANSFER = _keeps(
    "transfer", "Let somebody else lead it", "Let somebody else lead it", OPEN, gives_reason=True, must_change=True,
    held_by=EDITORS | {Role.AUTHORITY_ADMIN},
)  # fmt: skip

"""The acts on quotes and tenders."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, Role
from hub.tender.terms import GOING_ON, SENT, State

# Which states each act that keeps the state is open in; a guard in `services` reads this.
OPEN_IN: dict[Act, frozenset[State]] = {}


def _keeps(name: str, label: str, phrase: str, states: object, **more: object) -> Act:
    """Declare an act that leaves the competition in its state, whichever of some it is in."""
    made = Act(f"tender.{name}", label=label, phrase=phrase, **{"held_by": EDITORS, **more})  # type: ignore[arg-type]
    OPEN_IN[made] = frozenset(states)  # type: ignore[call-overload]
    return made


DRAFT = frozenset({State.DRAFTING})

PREPARE = Act(
    "tender.prepare",
    label="Began a quick quote",
    phrase="Ask for quotes",
    held_by=EDITORS,
    moves=((), State.DRAFTING),
)
REVISE = _keeps("revise", "Changed what is needed", "Change what is needed", DRAFT, must_change=True)
DRAW = _keeps("draw", "Drew suppliers", "Draw suppliers by lot or in turn", DRAFT)
CHOOSE_SUPPLIERS = _keeps("choose_suppliers", "Chose the suppliers", "Choose the suppliers", DRAFT)
ASK = _keeps("ask", "Wrote the questions and the return date", "Write the questions and the return date", DRAFT)
# Gates hold this act through the case: what must pass a gate before the market is asked may not go around it.
INVITE = Act(
    "tender.invite",
    label="Sent it to the suppliers",
    phrase="Check and send",
    held_by=EDITORS,
    moves=((State.DRAFTING,), State.OPEN),
    after_gate="market",
)
EXTEND = _keeps("extend", "Gave everybody more time", "Give everybody more time", {State.OPEN}, gives_reason=True)
ANSWER = _keeps("answer", "Answered a question to everybody", "Answer a question to everybody", {State.OPEN})
RESEND = _keeps("resend", "Sent a letter again", "Send a letter again", {State.OPEN})
DELIVER = _keeps("deliver", "Noted whether letters arrived", "", SENT | {State.WITHDRAWN}, held_by={Role.SYSTEM})
NOTE_READING = _keeps("note_reading", "A supplier opened it", "", SENT | {State.WITHDRAWN}, held_by={Role.SYSTEM})
# The package of awards performs it, so it has no page of its own.
TELL = _keeps("tell", "Told the suppliers the outcome", "", {State.CLOSED})
CLOSE = Act(
    "tender.close",
    label="Closed to answers",
    phrase="Close it to answers",
    held_by={Role.SYSTEM},
    moves=((State.OPEN,), State.CLOSED),
)
WITHDRAW = Act(
    "tender.withdraw",
    label="Withdrew it",
    phrase="Withdraw it",
    held_by=EDITORS,
    moves=(GOING_ON, State.WITHDRAWN),
    gives_reason=True,
)
TRANSFER = _keeps(
    "transfer", "Let somebody else lead it", "Let somebody else lead it", GOING_ON | SENT, gives_reason=True,
    must_change=True, held_by=EDITORS | {Role.AUTHORITY_ADMIN},
)  # fmt: skip

# Suppliers do these on their own site, to records of their own; guards in `services` ask for which organisation.
WRITERS = frozenset({Role.SUPPLIER_OWNER, Role.SUPPLIER_EDITOR})
ENQUIRE = Act(
    "tender_enquiry.ask",
    label="Asked a question about a quote",
    phrase="Ask a question",
    held_by=WRITERS,
)
TAKE_UP = Act(
    "tender_participation.take_up",
    label="Took up an invitation to quote",
    phrase="Answer this quote",
    held_by=WRITERS,
)
SAY = Act(
    "tender_participation.say",
    label="Said whether it will answer",
    phrase="Say whether you will answer",
    held_by=WRITERS,
)

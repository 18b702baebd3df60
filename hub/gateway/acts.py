"""The acts on gates, on their conditions and on waivers."""

from hub.gateway.terms import GIVEN, TO_SUBMIT, ConditionState, State, WaiverState
from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, OFFICERS, Role

KEEPERS = frozenset({Role.GATE_KEEPER, Role.PROCUREMENT_LEAD})
# Who may decide a gate where the dated gate names their role; the guard asks which one it names.
DECIDERS = frozenset(
    {
        Role.PROCUREMENT_LEAD, Role.CHAIR, Role.MEMBER, Role.COUNCILLOR, Role.LEGAL, Role.FINANCE, Role.BUDGET_HOLDER,
        Role.GATE_KEEPER,
    }
)  # fmt: skip
ASKERS = EDITORS | {Role.REQUESTER, Role.BUDGET_HOLDER, Role.CONTRACT_MANAGER, Role.LEGAL, Role.FINANCE}

OPEN_GATE = Act(
    "gateway.open", "Opened the gate", phrase="Open a gate", held_by=EDITORS | {Role.SYSTEM}, moves=((), State.DUE)
)
SUBMIT = Act(
    "gateway.submit", "Submitted the pack", phrase="Submit the pack", held_by=EDITORS,
    moves=(TO_SUBMIT, State.SUBMITTED),
)  # fmt: skip
PUT = Act(
    "gateway.put", "Put it on an agenda", phrase="Put it on the agenda of a meeting",
    held_by=EDITORS | KEEPERS, moves=((State.SUBMITTED,), State.SUBMITTED), slug="agenda",
)  # fmt: skip
SEND_LINK = Act(
    "gateway.send_link", "Sent a link to decide", phrase="Send a link to decide", held_by=EDITORS | KEEPERS,
    moves=((State.SUBMITTED,), State.SUBMITTED),
)  # fmt: skip
GRANT = Act(
    "gateway.grant", "Passed the gate", phrase="Pass", held_by=DECIDERS | {Role.SYSTEM},
    moves=((State.SUBMITTED,), State.PASSED),
)  # fmt: skip
GRANT_WITH_CONDITIONS = Act(
    "gateway.grant_with_conditions", "Passed the gate with conditions", phrase="Pass with conditions",
    held_by=DECIDERS | {Role.SYSTEM}, moves=((State.SUBMITTED,), State.WITH_CONDITIONS),
)  # fmt: skip
SEND_BACK = Act(
    "gateway.send_back", "Sent the pack back", phrase="Send it back", held_by=DECIDERS | {Role.SYSTEM},
    moves=((State.SUBMITTED,), State.RETURNED), gives_reason=True,
)  # fmt: skip
ADVISE = Act(
    "gateway.advise", "The committee advised the member", held_by={Role.SYSTEM},
    moves=((State.SUBMITTED,), State.SUBMITTED),
)  # fmt: skip
DEFER = Act(
    "gateway.defer", "The committee deferred it", held_by={Role.SYSTEM}, moves=((State.SUBMITTED,), State.SUBMITTED)
)
WITHDRAW = Act(
    "gateway.withdraw", "Withdrew the pack", phrase="Withdraw the pack", held_by=EDITORS,
    moves=((State.SUBMITTED,), State.DUE), gives_reason=True,
)  # fmt: skip
REPORT = Act(
    "gateway.report", "Reported the urgent decision", phrase="Report the urgent decision", held_by=EDITORS | KEEPERS
)
REOPEN = Act(
    "gateway.reopen", "Reopened the gate", phrase="Reopen the gate", held_by=EDITORS | KEEPERS,
    moves=(GIVEN, State.DUE), gives_reason=True,
)  # fmt: skip
CREDIT = Act(
    "gateway.credit", "Recorded what the decision brought", phrase="Record what the decision brought",
    held_by=EDITORS | KEEPERS | {Role.CHAIR},
)  # fmt: skip
RATE = Act(
    "gateway.rate", "Rated the gate", phrase="Rate how the gate worked",
    held_by=EDITORS | DECIDERS | {Role.REQUESTER, Role.CONTRACT_MANAGER},
)  # fmt: skip
VALIDATE = Act(
    "gateway.validate", "Confirmed what the decision brought", phrase="Confirm what the decision brought",
    held_by={Role.FINANCE},
)  # fmt: skip
# Every officer holds it: whoever may read the exempt part opens it; the event says who did, and when.
READ_EXEMPT = Act("gateway.read_exempt", "Read the exempt part of a pack", held_by=OFFICERS)
DROP = Act(
    "gateway.drop", "The gate is no longer needed", held_by={Role.SYSTEM}, moves=((State.DUE,), State.NOT_NEEDED)
)
NEED = Act("gateway.need", "The gate is needed again", held_by={Role.SYSTEM}, moves=((State.NOT_NEEDED,), State.DUE))

C = ConditionState
SET = Act("condition.set", "Set the condition", held_by=DECIDERS | {Role.SYSTEM}, moves=((), C.OPEN))
MEET = Act(
    "condition.meet", "Met the condition", phrase="Record that it is met", held_by=EDITORS | KEEPERS, own=OFFICERS,
    moves=((C.OPEN,), C.MET),
)  # fmt: skip
MOVE = Act(
    "condition.move", "Changed the day of the condition", phrase="Change the day", held_by=KEEPERS | {Role.CHAIR},
    moves=((C.OPEN,), C.OPEN), gives_reason=True, must_change=True,
)  # fmt: skip
ASSIGN = Act(
    "condition.assign", "Gave the condition to somebody", phrase="Give it to somebody",
    held_by=KEEPERS | {Role.CHAIR, Role.AUTHORITY_ADMIN}, moves=((C.OPEN,), C.OPEN), gives_reason=True,
    must_change=True,
)  # fmt: skip
LIFT = Act(
    "condition.lift", "Lifted the condition", phrase="Lift the condition", held_by=KEEPERS | {Role.CHAIR},
    moves=((C.OPEN,), C.LIFTED), gives_reason=True,
)  # fmt: skip

W = WaiverState
ASK_WAIVER = Act("waiver.ask", "Asked for a waiver", phrase="Ask for a waiver", held_by=ASKERS, moves=((), W.ASKED))
REVISE_WAIVER = Act(
    "waiver.revise", "Changed the request", phrase="Change the request", held_by=EDITORS, own=ASKERS,
    moves=((W.ASKED,), W.ASKED), must_change=True,
)  # fmt: skip
GRANT_WAIVER = Act(
    "waiver.grant", "Granted the waiver", phrase="Grant the waiver", held_by=EDITORS, own=ASKERS,
    moves=((W.ASKED,), W.GRANTED), needs="waiver",
)  # fmt: skip
REFUSE_WAIVER = Act(
    "waiver.refuse", "Refused the waiver", phrase="Refuse the waiver",
    held_by={Role.PROCUREMENT_LEAD, Role.LEGAL}, moves=((W.ASKED,), W.REFUSED), gives_reason=True,
)  # fmt: skip
WITHDRAW_WAIVER = Act(
    "waiver.withdraw", "Withdrew the waiver", phrase="Withdraw the waiver",
    held_by={Role.PROCUREMENT_LEAD, Role.LEGAL}, own=ASKERS, moves=((W.ASKED, W.GRANTED), W.WITHDRAWN),
    gives_reason=True,
)  # fmt: skip

"""The acts of governance: on bodies, meetings, agendas and decisions."""

from hub.governance.terms import BodyState, DecisionState, EngagementState, ItemState, MeetingState
from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, OFFICERS, Role

# Legal keeps the constitution; the gate keeper is the clerk.
KEEPERS = frozenset({Role.LEGAL, Role.GATE_KEEPER, Role.PROCUREMENT_LEAD})
CLERKS = frozenset({Role.GATE_KEEPER, Role.CHAIR})
ASKERS = EDITORS | CLERKS | {Role.LEGAL, Role.FINANCE, Role.CONTRACT_MANAGER, Role.BUDGET_HOLDER, Role.REQUESTER}
MEMBERS = CLERKS | {Role.MEMBER, Role.COUNCILLOR, Role.LEGAL, Role.FINANCE} | EDITORS | {Role.BUDGET_HOLDER}
# Who may decide as an officer; the scheme of the day says who may decide what.
DECIDERS = EDITORS | {Role.BUDGET_HOLDER, Role.LEGAL, Role.FINANCE, Role.CHAIR, Role.GATE_KEEPER}
NOTIFIERS = frozenset({Role.PUBLISHER, Role.LEGAL, Role.GATE_KEEPER})

B, M, A, D = BodyState, MeetingState, ItemState, DecisionState

SET_UP = Act(
    "body.set_up", "Set up the body", phrase="Set up a body", held_by=KEEPERS, moves=((), B.SITTING), slug="set-up"
)
REVISE_BODY = Act(
    "body.revise", "Changed the body", phrase="Change it", held_by=KEEPERS, moves=((B.SITTING,), B.SITTING),
    gives_reason=True, must_change=True,
)  # fmt: skip
SEAT = Act("body.seat", "Seated a member", phrase="Seat a member", held_by=KEEPERS, moves=((B.SITTING,), B.SITTING))
UNSEAT = Act(
    "body.unseat", "Ended a member's seat", phrase="End a seat", held_by=KEEPERS | {Role.AUTHORITY_ADMIN},
    moves=((B.SITTING,), B.SITTING),
)  # fmt: skip
DISSOLVE = Act(
    "body.dissolve", "Dissolved the body", phrase="Dissolve it", held_by=KEEPERS, moves=((B.SITTING,), B.DISSOLVED),
    gives_reason=True,
)  # fmt: skip

PLAN = Act(
    "meeting.plan", "Planned the meeting", phrase="Plan a meeting", held_by=KEEPERS | CLERKS, moves=((), M.PLANNED)
)
MOVE = Act(
    "meeting.move", "Moved the meeting", phrase="Move it to another day", held_by=KEEPERS | CLERKS,
    moves=((M.PLANNED, M.CONVENED), M.PLANNED),
)  # fmt: skip
CONVENE = Act(
    "meeting.convene", "Sent the papers", phrase="Send the papers", held_by=KEEPERS | CLERKS,
    moves=((M.PLANNED,), M.CONVENED),
)  # fmt: skip
RECONVENE = Act(
    "meeting.reconvene", "Called the meeting again for another day", phrase="Call it again for another day",
    held_by=KEEPERS | CLERKS, moves=((M.CONVENED,), M.CONVENED), gives_reason=True,
)  # fmt: skip
CANCEL = Act(
    "meeting.cancel", "Cancelled the meeting", phrase="Cancel it", held_by=KEEPERS | CLERKS,
    moves=((M.PLANNED, M.CONVENED), M.CANCELLED), gives_reason=True,
)  # fmt: skip
OPEN = Act(
    "meeting.open", "Opened the meeting", phrase="Open the meeting", held_by=CLERKS, moves=((M.CONVENED,), M.OPEN)
)
ATTEND = Act(
    "meeting.attend", "Recorded who is there", phrase="Record who is there", held_by=CLERKS, moves=((M.OPEN,), M.OPEN)
)
CLOSE = Act(
    "meeting.close", "Closed the meeting", phrase="Close the meeting", held_by=CLERKS, moves=((M.OPEN,), M.CLOSED)
)
SIGN = Act(
    "meeting.sign", "Signed the minutes", phrase="Sign the minutes", held_by={Role.CHAIR}, moves=((M.CLOSED,), M.SIGNED)
)

# Every officer holds them: whoever may read an exempt part opens it; the event says who did, and when.
READ_PAPER = Act("meeting.read_exempt", "Read a paper with its exempt parts", held_by=OFFICERS)
READ_ITEM = Act("agenda.read_exempt", "Read the exempt part of the item", held_by=OFFICERS)
READ_DECISION = Act("decision.read_exempt", "Read the exempt part of the decision", held_by=OFFICERS)

PUT = Act(
    "agenda.put", "Put an item on the agenda", phrase="Put an item on the agenda", held_by=ASKERS,
    moves=((), A.LISTED),
)  # fmt: skip
REVISE_ITEM = Act(
    "agenda.revise", "Changed the item", phrase="Change the item", held_by=ASKERS,
    moves=((A.LISTED,), A.LISTED), must_change=True,
)  # fmt: skip
TAKE_OFF = Act(
    "agenda.take_off", "Took the item off the agenda", phrase="Take it off the agenda", held_by=ASKERS,
    moves=((A.LISTED,), A.WITHDRAWN), gives_reason=True,
)  # fmt: skip
GIVE_NOTICE = Act(
    "agenda.give_notice", "Recorded the notice of the key decision", phrase="Record the notice of the key decision",
    held_by=ASKERS | NOTIFIERS, moves=((A.LISTED,), A.LISTED),
)  # fmt: skip
RAISE = Act("agenda.raise", "Moved the item up", phrase="Move it up", held_by=CLERKS, moves=((A.LISTED,), A.LISTED))
DECLARE = Act(
    "agenda.declare", "Declared an interest", phrase="Declare an interest", held_by=MEMBERS,
    moves=((A.LISTED,), A.LISTED),
)  # fmt: skip
MINUTE_INTEREST = Act(
    "agenda.minute_interest", "Wrote down a declared interest", phrase="Write down a declared interest",
    held_by=CLERKS, moves=((A.LISTED,), A.LISTED),
)  # fmt: skip
DECIDE_ITEM = Act(
    "agenda.decide", "Recorded the decision", phrase="Record the decision", held_by=CLERKS,
    moves=((A.LISTED,), A.DECIDED),
)  # fmt: skip
NOTE_ITEM = Act(
    "agenda.note", "Noted the item", phrase="Note it without a decision", held_by=CLERKS, moves=((A.LISTED,), A.NOTED)
)

RECORD = Act(
    "decision.record", "Recorded the decision", phrase="Record an officer decision", held_by=DECIDERS | CLERKS,
    moves=((), D.RECORDED),
)  # fmt: skip
PUBLISH = Act(
    "decision.publish", "Published the decision", phrase="Publish the decision", held_by=NOTIFIERS,
    moves=((D.RECORDED, D.WITHDRAWN), D.PUBLISHED),
)  # fmt: skip
UNPUBLISH = Act(
    "decision.unpublish", "Took the published decision back", phrase="Take the published decision back",
    held_by=NOTIFIERS, moves=((D.PUBLISHED,), D.WITHDRAWN), gives_reason=True,
)  # fmt: skip

RECORD_MEMBER = Act(
    "decision.record_member", "Recorded the decision of a member", held_by={Role.COUNCILLOR, Role.MEMBER, Role.CHAIR},
    moves=((), D.RECORDED),
)  # fmt: skip
CALL_IN = Act(
    "decision.call_in", "Recorded that it was called in", phrase="Record that it was called in",
    held_by={Role.LEGAL, Role.GATE_KEEPER}, moves=((D.PUBLISHED,), D.PUBLISHED), gives_reason=True,
)  # fmt: skip
RELEASE = Act(
    "decision.release", "Recorded how the call-in ended", phrase="Record how the call-in ended",
    held_by={Role.LEGAL, Role.GATE_KEEPER}, moves=((D.PUBLISHED,), D.PUBLISHED),
)  # fmt: skip

E = EngagementState
SCORE = Act(
    "councillors.score", "Scored it for councillors", phrase="Score it for councillors", held_by=EDITORS,
    moves=((), E.OPEN),
)  # fmt: skip
RESCORE = Act(
    "councillors.rescore", "Scored it again", phrase="Score it again", held_by=EDITORS, moves=((E.OPEN,), E.OPEN),
    gives_reason=True,
)  # fmt: skip
BRIEF = Act(
    "councillors.brief", "Recorded a briefing", phrase="Record a briefing", held_by=EDITORS | CLERKS,
    moves=((E.OPEN,), E.OPEN),
)  # fmt: skip
GIVE_VIEW = Act(
    "councillors.give_view", "Gave a view", phrase="Give your view", held_by={Role.COUNCILLOR},
    moves=((E.OPEN,), E.OPEN),
)  # fmt: skip
ANSWER = Act("councillors.answer", "Answered a councillor", phrase="Answer a councillor", held_by=EDITORS)
AWARD = Act(
    "councillors.award", "Recorded the award", phrase="Record the award", held_by=EDITORS, moves=((E.OPEN,), E.AWARDED)
)
RATE = Act(
    "councillors.rate", "Rated the benefit of engagement", phrase="Rate the benefit of engagement",
    held_by={Role.COUNCILLOR, Role.PROCUREMENT_LEAD}, moves=((E.AWARDED,), E.AWARDED),
)  # fmt: skip
ASSIGN = Act(
    "councillors.assign", "Gave it to somebody else", phrase="Give it to somebody else",
    held_by={Role.PROCUREMENT_LEAD, Role.AUTHORITY_ADMIN},
)  # fmt: skip
END = Act(
    "councillors.end", "Ended it", phrase="End it", held_by=EDITORS, moves=((E.OPEN, E.AWARDED), E.ENDED),
    gives_reason=True,
)  # fmt: skip

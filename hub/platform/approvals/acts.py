"""What can be done with a request for approval."""

from hub.platform.acts import Act
from hub.platform.approvals.terms import RequestState as S
from hub.platform.identity.roles import OFFICERS, Role

ASK = Act("approval.ask", "Asked for approval", phrase="Ask for approval", held_by=OFFICERS, moves=([], S.ASKED))
APPROVE = Act("approval.approve", "Approved", phrase="Approve", held_by=OFFICERS)
SEND_BACK = Act(
    "approval.send_back",
    "Sent back",
    phrase="Send back",
    held_by=OFFICERS,
    moves=([S.ASKED], S.SENT_BACK),
    gives_reason=True,
)
WITHDRAW = Act(
    "approval.withdraw",
    "Withdrew the request",
    phrase="Withdraw the request",
    own=OFFICERS,
    moves=([S.ASKED, S.APPROVED], S.WITHDRAWN),
    gives_reason=True,
)
LAPSE = Act(
    "approval.lapse",
    "The approval lapsed: the content changed",
    held_by={Role.SYSTEM},
    moves=([S.ASKED, S.APPROVED], S.LAPSED),
)
USE = Act("approval.use", "The approved act was done", held_by={Role.SYSTEM}, moves=([S.APPROVED], S.USED))
OVER_LIMIT = Act("approval.over_limit", "Tried to approve beyond a limit", held_by=OFFICERS)

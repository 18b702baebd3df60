"""The acts on options appraisals, and the two that they perform on the case."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, OFFICERS, Role
from hub.procurement.appraisal.terms import UNDECIDED, State

# Who may lead an appraisal, and who may put options and costs right.
SHAPERS = EDITORS | {Role.REQUESTER, Role.BUDGET_HOLDER, Role.FINANCE}
# Members decide about the outcome at the gate; they do not score.
APPRAISERS = OFFICERS - {Role.MEMBER, Role.CHAIR, Role.COUNCILLOR, Role.AUDITOR, Role.BID_OPENER}

APPRAISE = Act(
    "procurement.appraise",
    label="Began an appraisal of the options",
    phrase="Appraise the options",
    held_by=EDITORS,
)
TAKE_STRATEGY = Act(
    "procurement.take_strategy",
    label="Took the chosen option as its strategy",
    held_by=EDITORS | {Role.BUDGET_HOLDER},
)
BEGIN = Act(
    "appraisal.begin",
    label="Began the options appraisal",
    phrase="Begin the appraisal",
    held_by=EDITORS,
    moves=((), State.LISTING),
)
ADD_OPTION = Act(
    "appraisal.add_option",
    label="Listed an option",
    phrase="List an option",
    held_by=SHAPERS,
    moves=((State.LISTING,), State.LISTING),
)
REVISE_OPTION = Act(
    "appraisal.revise_option",
    label="Revised an option",
    phrase="Revise an option",
    held_by=SHAPERS,
    moves=((State.LISTING,), State.LISTING),
)
WEIGH = Act(
    "appraisal.weigh",
    label="Changed the weights",
    phrase="Change the weights",
    held_by=EDITORS,
    moves=((State.LISTING,), State.LISTING),
    gives_reason=True,
)
ASK_FOR_SCORES = Act(
    "appraisal.ask_for_scores",
    label="Asked for scores",
    phrase="Ask for scores",
    held_by=EDITORS,
    moves=((State.LISTING,), State.SCORING),
)
REOPEN = Act(
    "appraisal.reopen",
    label="Opened the list again",
    phrase="Open the list again",
    held_by=EDITORS,
    moves=((State.SCORING,), State.LISTING),
    gives_reason=True,
)
CHOOSE = Act(
    "appraisal.choose",
    label="Chose an option",
    phrase="Choose an option",
    held_by=EDITORS | {Role.BUDGET_HOLDER},
    moves=((State.SCORING,), State.CHOSEN),
    gives_reason=True,
)
APPRAISE_AGAIN = Act(
    "appraisal.again",
    label="Began a new version",
    phrase="Appraise again",
    held_by=EDITORS,
    moves=((State.CHOSEN,), State.CHOSEN),
    gives_reason=True,
)
SUPERSEDE = Act(
    "appraisal.supersede",
    label="Superseded by a newer version",
    held_by=EDITORS | {Role.BUDGET_HOLDER},
    moves=((State.CHOSEN,), State.SUPERSEDED),
)
CHECK_OUTCOME = Act(
    "appraisal.check_outcome",
    label="Compared the outcome with what was expected",
    phrase="Compare the outcome",
    held_by=EDITORS | {Role.BUDGET_HOLDER, Role.CONTRACT_MANAGER},
    moves=((State.CHOSEN,), State.CHOSEN),
)
WITHDRAW = Act(
    "appraisal.withdraw",
    label="Withdrew the appraisal",
    phrase="Withdraw the appraisal",
    held_by=EDITORS,
    moves=(UNDECIDED, State.WITHDRAWN),
    gives_reason=True,
)
GIVE = Act(
    "appraisal.sheet.give",
    label="Scored the options",
    phrase="Score the options",
    held_by=APPRAISERS,
)
TRANSFER = Act(
    "appraisal.transfer",
    label="Let somebody else lead it",
    phrase="Let somebody else lead it",
    held_by=EDITORS | {Role.AUTHORITY_ADMIN},
    gives_reason=True,
    must_change=True,
)

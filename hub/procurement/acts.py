"""The acts on the case file."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS, OFFICERS, Role
from hub.procurement.terms import BEFORE_MARKET, NOT_OVER, OPEN, REVIEWED, State

LEADS = frozenset({Role.PROCUREMENT_LEAD})
# Who knows the money and the need may put them right as well as the buyer.
SHAPERS = EDITORS | {Role.REQUESTER, Role.BUDGET_HOLDER, Role.CONTRACT_MANAGER}


def _keeps(name: str, label: str, phrase: str, **more: object) -> Act:
    """Declare an act that leaves the procurement in its state."""
    return Act(f"procurement.{name}", label=label, phrase=phrase, **{"held_by": EDITORS, **more})  # type: ignore[arg-type]


BEGIN = Act(
    "procurement.begin",
    label="Began the procurement",
    phrase="Begin a procurement",
    held_by=EDITORS,
    moves=((), State.SHAPING),
)
REVISE = _keeps("revise", "Revised the case", "Change what is bought and when", held_by=SHAPERS, must_change=True)
ESTIMATE = _keeps("estimate", "Estimated the value", "Estimate the value", held_by=SHAPERS | {Role.FINANCE})
FIX_RULES = _keeps("fix_rules", "Fixed the day whose law applies", "Fix the day whose law applies", gives_reason=True)
AGGREGATE = _keeps("aggregate", "Decided what counts together", "Decide what counts together")
SET_LOTS = _keeps("set_lots", "Decided about lots", "Decide about lots")
ADVISE = _keeps("advise", "Asked which routes are open", "Find the routes that are open")
CHOOSE_PROCEDURE = _keeps("choose_procedure", "Chose the procedure", "Choose the procedure", gives_reason=True)
PLAN = _keeps("plan", "Planned the timetable", "Plan the timetable")
REPLAN = _keeps("replan", "Planned the timetable again", "", held_by={Role.SYSTEM})
# A leaver's work is handed over by the administrator.
NAME_TEAM = _keeps("name_team", "Named the team", "Name the team", held_by=EDITORS | {Role.AUTHORITY_ADMIN})
DECLARE = Act(
    "procurement.declare",
    label="Declared interests",
    phrase="Declare your interests",
    held_by=OFFICERS,
)
DECIDE_INTEREST = _keeps(
    "decide_interest", "Decided about an interest", "Decide about a declared interest", held_by=LEADS | {Role.LEGAL}
)
ASSESS_CONFLICTS = _keeps(
    "assess_conflicts", "Assessed conflicts of interest", "Assess conflicts of interest", held_by=EDITORS | {Role.LEGAL}
)
SET_OBJECTIVES = _keeps("set_objectives", "Named the objectives it serves", "Name the objectives", held_by=SHAPERS)
DECIDE_SOCIAL_VALUE = _keeps(
    "decide_social_value", "Decided about social value", "Decide about social value", gives_reason=True
)
INVITE_IDEAS = _keeps(
    "invite_ideas", "Decided whether new ideas are invited", "Decide whether new ideas are invited", gives_reason=True
)
CONSIDER_SMES = _keeps("consider_smes", "Considered small and medium firms", "Consider small and medium firms")
SET_PARTNERS = _keeps("set_partners", "Named the partner authorities", "Name partner authorities", gives_reason=True)
TRANSFER = _keeps(
    "transfer", "Handed the case over", "Hand it over", held_by=EDITORS | {Role.AUTHORITY_ADMIN}, gives_reason=True
)
APPROVE = Act(
    "procurement.approve",
    label="Approved it to compete",
    phrase="Approve it to compete",
    held_by=LEADS,
    moves=((State.SHAPING,), State.APPROVED),
    after_gate="strategy",
)
COMPETE = Act(
    "procurement.compete",
    label="Went to the market",
    phrase="Record that the competition has begun",
    held_by=EDITORS,
    moves=((State.APPROVED,), State.COMPETING),
    after_gate="market",
)
# Quotes below the threshold go to the market at once, where no gate holds them: nobody approves them besides. The
# package of quotes performs it when it sends them, so it has no page of its own.
ASK_QUOTES = Act(
    "procurement.ask_quotes",
    label="Asked for quotes",
    phrase="Record that quotes are asked for",
    held_by=EDITORS,
    moves=((State.SHAPING, State.APPROVED), State.COMPETING),
    after_gate="market",
)
AWARD = Act(
    "procurement.award",
    label="Awarded it",
    phrase="Record the award",
    held_by=EDITORS,
    moves=((State.APPROVED, State.COMPETING), State.AWARDED),
    after_gate="award",
)
CLOSE = Act(
    "procurement.close",
    label="Closed the case",
    phrase="Close the case",
    held_by=EDITORS,
    moves=((State.AWARDED,), State.CLOSED),
)
ABANDON = Act(
    "procurement.abandon",
    label="Abandoned the procurement",
    phrase="Abandon it",
    held_by=LEADS,
    moves=(OPEN, State.ABANDONED),
    gives_reason=True,
)

# Which states each act that keeps the state is open in; the guards in `services` read this.
OPEN_IN = {
    **dict.fromkeys(
        (
            FIX_RULES,
            AGGREGATE,
            SET_LOTS,
            ADVISE,
            CHOOSE_PROCEDURE,
            SET_OBJECTIVES,
            DECIDE_SOCIAL_VALUE,
            CONSIDER_SMES,
            INVITE_IDEAS,
        ),
        BEFORE_MARKET,
    ),
    **dict.fromkeys((REVISE, ESTIMATE), BEFORE_MARKET),
    PLAN: OPEN,
    **dict.fromkeys((NAME_TEAM, SET_PARTNERS, TRANSFER), NOT_OVER),
    **dict.fromkeys((DECLARE, DECIDE_INTEREST, ASSESS_CONFLICTS), REVIEWED),
}

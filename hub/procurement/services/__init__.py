"""What can be done to a case file, one function for each act."""

from hub.procurement.services import guarding  # noqa: F401
from hub.procurement.services.advising import advise, choose_procedure
from hub.procurement.services.aggregating import aggregate
from hub.procurement.services.aims import (
    ObjectiveTerms,
    consider_smes,
    decide_social_value,
    invite_ideas,
    set_objectives,
)
from hub.procurement.services.beginning import Listed, begin, begin_from, begin_many
from hub.procurement.services.describing import estimate, fix_rules, revise, transfer
from hub.procurement.services.following import follow_meetings, follow_new_meetings
from hub.procurement.services.lots import LotDecision, LotTerms, set_lots
from hub.procurement.services.moving import abandon, advance_many, approve, ask_quotes, award, close, compete
from hub.procurement.services.people import (
    PartTerms,
    assess_conflicts,
    decide_interest,
    declare,
    name_team,
    set_partners,
    take_part_over,
)
from hub.procurement.services.planning import plan

__all__ = [
    "Listed",
    "LotDecision", "LotTerms", "ObjectiveTerms", "PartTerms", "abandon",
    "advance_many", "advise", "aggregate", "approve", "ask_quotes",
    "assess_conflicts", "award", "begin", "begin_from",
    "begin_many", "choose_procedure", "close", "compete", "consider_smes",
    "decide_interest", "decide_social_value", "declare", "estimate", "fix_rules", "follow_meetings",
    "follow_new_meetings", "invite_ideas",
    "name_team", "plan", "revise", "set_lots", "set_objectives", "set_partners", "take_part_over",
    "transfer",
]  # fmt: skip

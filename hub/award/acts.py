"""The acts on awards."""

from hub.award.terms import GOING_ON, State
from hub.platform.act_table import Act
from hub.platform.identity.roles import EDITORS

RECOMMEND = Act(
    "award.recommend",
    label="Recommended an award",
    phrase="Recommend an award",
    own=EDITORS,
    moves=((), State.RECOMMENDED),
)
# Suppliers are told once it is approved, by somebody else, and once its gate is passed where one applies.
INFORM = Act(
    "award.inform",
    label="Told all suppliers",
    phrase="Tell all suppliers",
    held_by=EDITORS,
    moves=((State.RECOMMENDED,), State.INFORMED),
    needs="quote_award",
    after_gate="award",
)
CONFIRM = Act(
    "award.confirm",
    label="Confirmed the award",
    phrase="Confirm the award",
    held_by=EDITORS,
    moves=((State.INFORMED,), State.CONFIRMED),
)
SET_ASIDE = Act(
    "award.set_aside",
    label="Set the award aside",
    phrase="Set the award aside",
    held_by=EDITORS,
    moves=(GOING_ON, State.SET_ASIDE),
    gives_reason=True,
)
GIVE_NONE = Act(
    "award.give_none",
    label="Made no award",
    phrase="Make no award",
    held_by=EDITORS,
    moves=((), State.NONE),
    gives_reason=True,
)

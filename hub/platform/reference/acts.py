"""What can be done to dated values."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import Role

KEEPERS = frozenset({Role.AUTHORITY_ADMIN, Role.PROCUREMENT_LEAD, Role.LEGAL})

ADD = Act("reference.add", label="Added a dated value", phrase="Add a value from a date", held_by=KEEPERS)
END = Act(
    "reference.end",
    label="Ended a dated value",
    phrase="End this value",
    held_by=KEEPERS | {Role.SYSTEM},
    gives_reason=True,
)
TAKE_BACK = Act(
    "reference.take_back",
    label="Took back a dated value before its first day",
    phrase="Take this value back",
    held_by=KEEPERS,
    gives_reason=True,
)
HOLD_ON = Act("reference.hold_on", label="Let a dated value hold on", phrase="Let this value hold on", held_by=KEEPERS)
LOAD = Act("reference.load", label="Loaded a shipped value", held_by={Role.SYSTEM})
CORRECT = Act("reference.correct", label="Corrected a shipped value", held_by={Role.SYSTEM})

"""Which dates of the strategy are deadlines, and who hears."""

from __future__ import annotations

from hub.platform.deadlines.declare import Deadline, days
from hub.platform.identity.roles import Role
from hub.strategy.models import Action, Dependency, Version
from hub.strategy.terms import OPEN, Outlook, VersionState

# How long delivery may wait for something red before the lead hears (ST-13).
RED_LASTS = days(30)

REVIEW = Deadline(
    "strategy.review",
    of=Version,
    label="Review the strategy",
    due=lambda version: version.review_on if version.status == VersionState.IN_FORCE else None,
    warn=(days(92), days(31)),
    tells={Role.PROCUREMENT_LEAD},
    sentence=lambda version: f"Review {version.title}",
    link=lambda version: "/strategy/",
)
DO_ACTION = Deadline(
    "strategy.do_action",
    of=Action,
    label="Finish an action of the strategy",
    due=lambda action: action.due_on if action.status in OPEN else None,
    warn=(days(31), days(7)),
    tells=lambda action: {action.owner_id},
    sentence=lambda action: f"Finish: {action.title}",
    link=lambda action: action.get_absolute_url(),
)
LOOK_AGAIN = Deadline(
    "strategy.look_again",
    of=Dependency,
    label="Look again at what delivery depends on",
    due=lambda dependency: dependency.review_on if dependency.outlook != Outlook.MET else None,
    warn=(days(14),),
    tells=lambda dependency: {dependency.owner_id},
    sentence=lambda dependency: f"Look again: {dependency.text[:120]}",
    link=lambda dependency: dependency.get_absolute_url(),
)
RED = Deadline(
    "strategy.dependency_red",
    of=Dependency,
    label="Free what has been red for 30 days",
    due=lambda found: found.red_since + RED_LASTS if found.outlook == Outlook.RED and found.red_since else None,
    tells={Role.PROCUREMENT_LEAD},
    sentence=lambda dependency: f"Free what has been red for 30 days: {dependency.text[:120]}",
    link=lambda dependency: dependency.get_absolute_url(),
)

"""Records of early work on purchases for addresses with variable parts: one of each authority."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hub.engagement.models import Exercise
from hub.engagement.tests import stories as engagements
from hub.platform.reference import services as reference
from hub.platform.testing.fixtures import NINE
from hub.procurement.appraisal.tests import stories as options_of
from hub.risk.terms import Topic
from hub.risk.tests import stories as risks

Values = dict[str, Any]
LOADED = NINE - timedelta(days=3000)


def appraisals(cast: Any) -> tuple[Values, Values]:
    """Give two appraisals that are scored, each with options."""
    reference.load_all(at=LOADED)
    made = []
    for authority, who in ((cast.eca, "priya"), (cast.wdc, "jo")):
        actor = cast.actor(who)
        case = options_of.case_begun(authority=authority, by=actor, at=NINE)
        made.append({"reference": options_of.scored(case, by=actor, at=NINE).reference, "number": 1})
    return made[0], made[1]


def market_engagements(cast: Any) -> tuple[Values, Values]:
    """Give two market engagements that run, each with answers and a finding; they share the number of neither."""
    reference.load_all(at=LOADED)
    made = []
    for authority, who in ((cast.eca, "priya"), (cast.wdc, "jo")):
        actor = cast.actor(who)
        case = options_of.case_begun(authority=authority, by=actor, at=NINE)
        one = engagements.answered(case, by=actor, at=NINE)
        made.append({"reference": one.reference, "number": 1})
    return made[0], made[1]


def answering_suppliers(cast: Any) -> tuple[Values, Values]:
    """Give a supplier of each of two market engagements."""
    own, other = market_engagements(cast)
    for values in (own, other):
        one = Exercise.objects.get(reference=values["reference"])
        values["number"] = one.participants.first().pk
    return own, other


def screens(cast: Any) -> tuple[Values, Values]:
    """Give two risk screens, each with something that it asks for."""
    reference.load_all(at=LOADED)
    made = []
    for authority, who, reviewer in ((cast.eca, "priya", cast.morag), (cast.wdc, "jo", cast.harriet)):
        actor = cast.actor(who)
        case = options_of.case_begun(authority=authority, by=actor, at=NINE)
        one = risks.screened(case, Topic.DATA, reviewer=reviewer, by=actor, at=NINE, yes=("personal",))
        made.append({"reference": one.reference, "number": one.asks.first().pk})
    return made[0], made[1]


def sheets(cast: Any) -> tuple[Values, Values]:
    """Give the sheet of a case of each of two authorities."""
    reference.load_all(at=LOADED)
    found = []
    for authority, who in ((cast.eca, "priya"), (cast.wdc, "jo")):
        case = options_of.case_begun(authority=authority, by=cast.actor(who), at=NINE)
        found.append({"word": "procurement", "reference": case.reference, "topic": Topic.DATA})
    return found[0], found[1]

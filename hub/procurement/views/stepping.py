"""The card of the next step of a case: what, by when, and who can."""

from __future__ import annotations

from datetime import date

from hub.platform.act_table import Act
from hub.platform.ui.offers import Offer
from hub.platform.ui.parts import Link, Step
from hub.platform.words import date_with_day, list_of, plural
from hub.procurement import acts, selectors
from hub.procurement.appraisal import acts as appraising
from hub.procurement.appraisal import selectors as options
from hub.procurement.models import Procurement
from hub.procurement.rules.steps import next_act

NAMED: dict[str, Act] = {
    "appraise": appraising.APPRAISE, "abandon": acts.ABANDON, "estimate": acts.ESTIMATE, "revise": acts.REVISE,
    "advise": acts.ADVISE, "choose_procedure": acts.CHOOSE_PROCEDURE,
    "plan": acts.PLAN, "name_team": acts.NAME_TEAM, "set_lots": acts.SET_LOTS, "set_objectives": acts.SET_OBJECTIVES,
    "decide_social_value": acts.DECIDE_SOCIAL_VALUE, "consider_smes": acts.CONSIDER_SMES,
    "assess_conflicts": acts.ASSESS_CONFLICTS, "approve": acts.APPROVE, "compete": acts.COMPETE, "award": acts.AWARD,
    "close": acts.CLOSE,
}  # fmt: skip


def next_step(case: Procurement, offers: list[Offer], *, on: date) -> Step:
    """Give the next step of a case; a need date that is out of reach comes first."""
    found = next_act(selectors.situation(case, on=on))
    if found is None:
        return Step(kicker="Next step", act="Nothing is left to do here")
    name, title, why = found
    if name == "appraise" and (going := options.underway(case)):
        go_on = Link(f"Go on with {going.reference}", going.get_absolute_url())
        return Step(kicker=_kicker(case, on), act=title, why=f"{going.get_status_display()}.", link=go_on)
    act = NAMED[name]
    offer = next((each for each in offers if each.act is act), None)
    link = Link(act.phrase, offer.url) if offer and offer.is_open else None
    if offer and not offer.is_open and not offer.is_held and offer.who:
        why = f"{why} {list_of(list(offer.who), 'or')} can do this."
    elif offer and not offer.is_open:
        why = f"{why} {offer.reason}"
        link = Link("See what stands in the way", offer.cure) if offer.cure else None
    return Step(kicker=_kicker(case, on), act=title, why=why.strip(), link=link)


def _kicker(case: Procurement, on: date) -> str:
    safe = case.last_safe_start_on
    if safe is None or not case.is_going_on:
        return "Next step"
    if safe < on:
        days = plural((on - safe).days, "day")
        return f"Next step. The last safe start was {date_with_day(safe)}, {days} ago"
    return f"Next step. Last safe start: {date_with_day(safe)}"

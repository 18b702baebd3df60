"""What an appraisal puts on the page of its case, and what gates ask about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hub.platform.act_table import Refused
from hub.platform.actors import Actor
from hub.platform.acts import check
from hub.platform.gates.declare import Answer, evidence, part
from hub.platform.papers.paper import Section
from hub.platform.ui.panels import panel
from hub.platform.words import plural
from hub.procurement.appraisal import acts, freezing, rules, selectors, showing
from hub.procurement.appraisal.models import OptionsAppraisal
from hub.procurement.appraisal.terms import State
from hub.procurement.models import Procurement

GATES = ("strategy",)


def appraisals_of(case: Procurement, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the appraisals of a case, and the way to begin one where that is open."""
    found = selectors.standing(selectors.appraisals(actor), case)
    try:
        check(acts.APPRAISE, case, by=actor, at=at)
        may = True
    except Refused:
        may = False
    return {"found": found, "may": may, "case": case} if found or may else None


panel(Procurement.kind(), "options", title="Options", order=20, template="appraisal/_panel.html", context=appraisals_of)


def is_appraised(case: Any, at: datetime) -> Answer:
    """Say whether the options of a procurement were appraised in full and one was chosen."""
    one = selectors.strategy(case)
    if one is None or one.chosen is None:
        going = selectors.underway(case)
        page = going.get_absolute_url() if going else f"{case.get_absolute_url()}appraise/"
        said = f"{going.reference} has not chosen an option yet." if going else "No appraisal of the options yet."
        return Answer(False, said, page, acts.APPRAISE)
    gaps = []
    if one.options_count < rules.LEAST_OPTIONS:
        gaps.append(f"only {plural(one.options_count, 'option')}")
    if not one.has_do_nothing:
        gaps.append("doing nothing is not among them")
    if not one.scores_all_groups:
        gaps.append("not scored on all three sides")
    if gaps:
        said = f"{one.reference} is not a full appraisal: {', '.join(gaps)}."
        return Answer(False, said, one.get_absolute_url(), todo="Complete the appraisal")
    said = f"{plural(one.options_count, 'option')}; {one.chosen.title} is chosen, {_how_sure(one)}."
    return Answer(True, said, one.get_absolute_url())


def _how_sure(one: OptionsAppraisal) -> str:
    if not one.is_best:
        return "though another has as many points or more"
    if one.holds:
        return "and stays best when any one weight is ten points off"
    return "but another would be best if one weight were ten points off"


def write(case: Any, at: datetime) -> Section | None:
    """Write the appraisal for the papers of a gate: the chosen one, else the one that is scored."""
    one = selectors.strategy(case)
    if one is not None:
        return showing.section(one, one.results)
    going = selectors.underway(case)
    if going is None or going.status != State.SCORING:
        return None
    return showing.section(going, freezing.results(selectors.whole(going)))


evidence(
    "procurement.options",
    kind=Procurement.kind(),
    gates=GATES,
    question="Are the options real and tested?",
    look=is_appraised,
    order=10,
)
part("procurement.options", kind=Procurement.kind(), gates=GATES, write=write, order=10)
